/** One passage through a journey, as an enrollment and as a simulation show it. */
export interface Passage {
  readonly key: string;
  readonly state: string;
  readonly step: string;
  readonly because: string | null;
  readonly rest: { readonly kind: string; readonly at: string | null; readonly label: string } | null;
  readonly enteredAt: string;
  readonly endedAt: string | null;
  readonly goalAt: string | null;
  readonly log: readonly LogRow[];
  readonly sends: readonly PassageSend[];
}

interface LogRow {
  readonly seq: number;
  readonly at: string;
  readonly step: string | null;
  readonly kind: string | null;
  readonly visit: number;
  readonly did: string;
  readonly because: string;
  readonly detail: { readonly [name: string]: unknown } | null;
}

interface PassageSend {
  readonly id: string;
  readonly step: string;
  readonly template: string | null;
  readonly reason: string | null;
  /** As the ledger shows it; or as a simulation does. */
  readonly state?: string;
  readonly outcome?: string;
  readonly message?: Content | null;
}

/** What a message says. */
export interface Content {
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
}

/** An entry that was refused. */
export interface Refusal {
  readonly at: string;
  readonly reason: string;
  readonly because: string;
}

/** Instants as they stand in reasons: `2026-11-22 14:03`, with seconds where there are any. */
const INSTANT = /\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d+)?)?/g;

/** What is told of a step besides its words and is another in every telling. */
const IDS = new Set(['sendId', 'enrollmentId']);

/** Everything of a passage but its instants, and the ids that hang on those of its person. */
export function wordsOf(passage: Passage): unknown {
  const { key, state, step, because, rest, log, sends, endedAt, goalAt } = passage;
  return {
    ...{
      key,
      state,
      step,
      because: because && timeless(because),
      ended: endedAt !== null,
      goal: goalAt !== null,
    },
    rest: rest && { kind: rest.kind, label: rest.label, ends: rest.at !== null },
    log: log.map(({ seq, step: at, kind, visit, did, because: why, detail }) => ({
      ...{ seq, at, kind, visit, did, why: timeless(why) },
      detail: detail && Object.keys(detail).map((name) => (IDS.has(name) ? name : [name, detail[name]])),
    })),
    sends: sends.map(({ step: from, template, reason, state: stands, outcome = stands?.toLowerCase() }) => ({
      ...{ from, template, reason, outcome },
    })),
  };
}

/** All instants of a passage (epoch ms), in order; those in reasons are read as if they were in UTC. */
export function instantsOf({ enteredAt, endedAt, goalAt, rest, log }: Passage): readonly number[] {
  const told = [enteredAt, endedAt, goalAt, rest?.at ?? null, ...log.map(({ at }) => at)];
  const inReasons = log.flatMap(({ because }) =>
    [...because.matchAll(INSTANT)].map(([text]) => `${text.replace(' ', 'T')}Z`),
  );
  return [...told.filter((at) => at !== null), ...inReasons].map((at) => Date.parse(at));
}

/** What leads a recipient to us: of a real message it names the send, and of an imagined one it leads nowhere. */
const RECIPIENT_LINK = /https?:\/\/[^/"\s]+\/([upv])\/[\w-]+/g;

/** The picture that tells of an opening, which nobody could open in an imagined message. */
const OPENING = /<img src="[^"]*\/o\/[^>]*>/;

/** What a message says, wherever its links to us lead. */
export function contentOf({ subject, html, text }: Content): Content {
  const linked = (part: string): string => part.replace(OPENING, '').replaceAll(RECIPIENT_LINK, '/$1/');
  return { subject, html: html === null ? null : linked(html), text: linked(text) };
}

/** A passage in a line: `completed at mail, goal: mail accepted`. */
export function inShort({ state, step, goalAt, sends }: Passage): string {
  const said = sends.map(({ step: from, outcome = '', reason }) =>
    outcome === 'refused' ? `${from} refused ${reason ?? ''}` : `${from} ${outcome}`,
  );
  const where = `${state} at ${step}${goalAt === null ? '' : ', goal'}`;
  return said.length === 0 ? where : `${where}: ${said.join(', ')}`;
}

/** In order of entry. */
export function inOrder(passages: readonly Passage[]): readonly Passage[] {
  return passages.toSorted((a, b) => Date.parse(a.enteredAt) - Date.parse(b.enteredAt));
}

function timeless(text: string): string {
  return text.replaceAll(INSTANT, 'then');
}
