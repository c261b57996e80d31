import type { Problem } from '../problem';
import { readJourney } from '../read-journey';

/** A sound document that has every setting that can be broken. */
const SOUND = JSON.stringify({
  key: 'cart',
  name: 'Cart',
  zone: 'America/Sao_Paulo',
  trigger: { event: 'Cart Updated', where: { field: 'event.total', op: 'gt', value: 0 } },
  entry: { key: 'event.cart', again: 'afterEnd', maxAge: '24h' },
  exit: [{ event: 'Order Completed', reason: 'bought' }],
  goal: { event: 'Order Completed', within: '7d' },
  start: 'hold',
  steps: {
    hold: { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'end' },
    end: { kind: 'exit', reason: 'done' },
  },
  limits: { visits: 100 },
});

/** Written in a place: that there is nothing. */
export const MISSING = Symbol('missing');

/** The sound document. */
export function sound(): object {
  return JSON.parse(SOUND) as object;
}

/** The sound document with something else at a place, an RFC 6901 pointer. */
export function broken(at: string, written: unknown): unknown {
  const root = sound();
  const keys = at.slice(1).split('/');
  const last = keys.pop() ?? '';
  let parent = root as Record<string, unknown>;
  for (const key of keys) parent = parent[key] as Record<string, unknown>;
  if (written === MISSING) delete parent[last];
  else
    Object.defineProperty(parent, last, {
      value: written,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return root;
}

/** What keeps a document from being a journey; none where it is one. */
export function problemsOf(document: unknown): readonly Problem[] {
  const reading = readJourney(document);
  return reading.kind === 'journey' ? [] : reading.problems;
}

/** What is said of a place: its path, sentence and hint; the hint in short where it is an example of that setting. */
export function said(
  document: unknown,
): readonly (readonly [path: string, sentence: string, hint: string])[] {
  return problemsOf(document).map(({ path, sentence, hint }) => {
    const setting = path.split('/').at(-1) ?? '';
    const isExample = hint.startsWith(`For example: "${setting}": `);
    return [path, sentence, isExample ? EXAMPLE : hint];
  });
}

/** Stands for a hint that is an example of the setting at that place. */
export const EXAMPLE = 'an example of it';
