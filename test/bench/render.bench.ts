// Messages rendered in the pool of threads that the worker has: docs/benchmarks.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '#conditions';
import {
  compileTemplate,
  openRenderer,
  type CompiledTemplate,
  type Renderer,
  type TemplateSource,
} from '#templates';
import { median, quantile, shown } from './figures';

const ROUNDS = 5;
const ROUND_MS = 2_000;
/** Messages under way at once: more than threads, so that none waits for a question. */
const AT_ONCE = 16;
/** Neighbours come one after the other, so that each of their times is that of one message. */
const NEIGHBOURS = 300;
const FOLDER = join(__dirname, '../../../examples/abandoned-cart');

/** A template that never comes to an end, and one that grows. */
const HOSTILE = [
  '{% for i in (1..100000000) %}x{% endfor %}',
  '{% assign a = "xxxxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
];

/** Measures and reports; the last line of the standard output is JSON. @returns the exit code */
export async function bench(): Promise<number> {
  const source = cartTemplate();
  const cart = await compiled(source);
  const renderer = openRenderer();
  try {
    const contenders: Readonly<Record<Contender, (n: number) => Promise<unknown>>> = {
      reused: (n) => rendered(renderer, cart, n),
      // Another text, and the template is another one to whoever looks for it among those parsed before.
      parsedAnew: (n) => rendered(renderer, { ...cart, html: `${cart.html ?? ''}<!-- ${n} -->` }, n),
      compiledAnew: async (n) =>
        rendered(renderer, await compiled({ ...source, subject: `${source.subject} ${n}` }), n),
    };
    for (const render of Object.values(contenders)) await turn(render, 200);
    const rounds: Record<Contender, Pace>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        reused: await turn(contenders.reused),
        parsedAnew: await turn(contenders.parsedAnew),
        compiledAnew: await turn(contenders.compiledAnew),
      });
    }
    const cpu = (contender: Contender): number => median(rounds.map((one) => one[contender].cpuMicros));
    const rate = (contender: Contender): number => median(rounds.map((one) => one[contender].perSecond));
    const alone = await neighbourTimes(renderer, cart, null);
    const beside = await neighbourTimes(renderer, cart, await Promise.all(HOSTILE.map(hostile)));
    const figures = {
      messagesPerSecond: shown(rate('reused')),
      perSecond: { parsedAnew: shown(rate('parsedAnew')), compiledAnew: shown(rate('compiledAnew')) },
      cpuMicros: {
        reused: shown(cpu('reused')),
        parsedAnew: shown(cpu('parsedAnew')),
        compiledAnew: shown(cpu('compiledAnew')),
      },
      // What MJML would take of a message, were it compiled for each; it is compiled when the template is saved.
      mjmlShare: shown((cpu('compiledAnew') - cpu('parsedAnew')) / cpu('compiledAnew')),
      reuseFactor: shown(cpu('parsedAnew') / cpu('reused')),
      neighbours: {
        alone: { p50: shown(quantile(alone, 0.5)), p99: shown(quantile(alone, 0.99)) },
        besideHostile: { p50: shown(quantile(beside, 0.5)), p99: shown(quantile(beside, 0.99)) },
      },
      htmlBytes: Buffer.byteLength(cart.html ?? ''),
      rounds: rounds.map((one) => Object.values(one).map(({ perSecond }) => Math.round(perSecond))),
    };
    process.stdout.write(
      `messages a second            ${figures.messagesPerSecond}\nLiquid parsed for each       ${figures.perSecond.parsedAnew}\nMJML compiled for each       ${figures.perSecond.compiledAnew}\n`,
    );
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return 0;
  } finally {
    await renderer.close();
  }
}

type Contender = 'reused' | 'parsedAnew' | 'compiledAnew';

interface Pace {
  readonly perSecond: number;
  /** CPU time of a message, of all threads of this process. */
  readonly cpuMicros: number;
}

function cartTemplate(): TemplateSource {
  const head = JSON.parse(readFileSync(join(FOLDER, 'templates/cart-reminder.json'), 'utf8')) as {
    readonly subject: string;
    readonly preheader: string;
  };
  const mjml = readFileSync(join(FOLDER, 'templates/cart-reminder.mjml'), 'utf8');
  const footer = { mjml: readFileSync(join(FOLDER, 'blocks/footer.mjml'), 'utf8') };
  return { subject: head.subject, preheader: head.preheader, mjml, blocks: { footer } };
}

async function compiled(source: TemplateSource): Promise<CompiledTemplate> {
  const made = await compileTemplate(source);
  if (made.kind === 'problems') throw new Error(made.problems[0]?.sentence ?? '');
  return made.compiled;
}

/** One message, to another person with another cart each time. @throws Error where it cannot be rendered */
async function rendered(renderer: Renderer, template: CompiledTemplate, n: number): Promise<void> {
  const message = await renderer.render(template, contextOf(n));
  if (message.kind === 'failed') throw new Error(message.sentence);
  if (!message.html?.includes(`Person ${n}`)) throw new Error('it is not the message of this person');
}

function contextOf(n: number): JsonObject {
  const items = Array.from({ length: 3 }, (_, place) => ({
    name: `Thing ${n}-${place}`,
    price: n + place,
    quantity: 1,
    url: `https://shop.example/${place}`,
  }));
  return {
    profile: { name: `Person ${n}`, locale: 'pt-BR', timezone: 'America/Sao_Paulo' },
    event: { items, total: 129.9, currency: 'BRL', cart_id: `cart-${n}` },
    ...{ run: {}, steps: {}, workspace: { name: 'Shop', locale: 'pt-BR', timezone: 'UTC' } },
    links: { unsubscribe: 'https://shop.example/u/x', preferences: 'https://shop.example/p/x' },
  };
}

/** Renders as many as it can for a while, some at once. */
async function turn(render: (n: number) => Promise<unknown>, forMs = ROUND_MS): Promise<Pace> {
  const begun = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  const one = async (): Promise<void> => {
    for (; performance.now() - begun < forMs;) await render((done += 1));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const { user, system } = process.cpuUsage(before);
  return { perSecond: (done * 1_000) / (performance.now() - begun), cpuMicros: (user + system) / done };
}

async function hostile(html: string): Promise<CompiledTemplate> {
  return compiled({ subject: 's', html });
}

/** How long each message of a neighbour takes (ms), while hostile templates are rendered one after the other, or none. */
async function neighbourTimes(
  renderer: Renderer,
  template: CompiledTemplate,
  hostiles: readonly CompiledTemplate[] | null,
): Promise<readonly number[]> {
  let isOver = false;
  const plague = async (bad: CompiledTemplate): Promise<void> => {
    while (!isOver) await renderer.render(bad, contextOf(0));
  };
  // Their first time has shown what they are.
  for (const bad of hostiles ?? []) await renderer.render(bad, contextOf(0));
  const plagues = (hostiles ?? []).map(plague);
  const times: number[] = [];
  for (let n = 0; n < NEIGHBOURS; n += 1) {
    const begun = performance.now();
    await rendered(renderer, template, n);
    times.push(performance.now() - begun);
  }
  isOver = true;
  await Promise.all(plagues);
  return times;
}
