// A story lived through by the whole product: real enrollments on the real server, whose time is skipped.
import { addDuration, parseDuration } from '#conditions';
import { openEngine, patchProfile, record, type Engine, type Incoming } from '#enrollments';
import type { Script } from '#journey';
import { openPoker, skipTime } from '#temporal';
import { workflowIdOf } from '#workflows';
import { BEGIN, type Story } from '../fixtures/rehearsal';
import type { Content, Passage, Refusal } from './passage';
import type { Stack } from './stack';

const HOUR = 3_600_000;

/** What came of a story. */
export interface Lived {
  readonly passages: readonly Passage[];
  /** The last one: no more is kept. */
  readonly refusal: Refusal | null;
  readonly mails: ReadonlyMap<string, Content>;
  /** How long it took by our clock (ms): so far may the workflows' clocks be ahead of the script. */
  readonly took: number;
}

/**
 * Lives through a story, on until the instant (epoch ms) that is foreseen for its person, by the id. Every event is recorded at its scripted instant, once the clocks
 * of the person's workflows have come that far.
 */
export async function liveThrough(
  stack: Stack,
  story: Story,
  foresee: (profileId: string) => Promise<number>,
): Promise<Lived> {
  const poker = openPoker(stack.link);
  const life = {
    stack,
    story,
    engine: openEngine(stack.database, (pokes) => poker.poke(pokes)),
    clocks: new Map(),
  };
  const until = await foresee(await introduce(life, story.script));
  const begun = performance.now();
  for (const { at, happens } of momentsOf(life)) {
    await skipTo(life, at);
    await happens(at);
    await poker.drain(60_000);
  }
  await skipTo(life, until + HOUR);
  if (poker.state().lost > 0) throw new Error(`Temporal did not hear of everything in '${story.name}'`);
  return { ...(await outcomeOf(life)), took: performance.now() - begun };
}

interface Life {
  readonly stack: Stack;
  readonly story: Story;
  readonly engine: Engine;
  /** By workflow: what its clock showed (epoch ms), and when that was by ours. */
  readonly clocks: Map<string, { readonly shown: number; readonly at: number }>;
}

async function introduce(
  { stack, story, engine }: Life,
  { profile = {}, consent = {}, history = [] }: Script,
): Promise<string> {
  const { workspaceId } = stack;
  const said = Object.entries(consent).map(([topic, { email }]) => ({
    topic,
    channel: 'email' as const,
    state: email,
  }));
  const person = { attributes: profile, consent: said };
  const profileId = await patchProfile(engine, workspaceId, story.key, { ...person, keyId: '' }, () => BEGIN);
  const past = history.map(({ name, properties = {}, ago }) => incoming(story, name, properties, BEGIN, ago));
  for (const event of past) await record(engine, workspaceId, [event], event.timestamp);
  return profileId;
}

interface LifeMoment {
  readonly at: number;
  readonly happens: (at: number) => Promise<unknown>;
}

function momentsOf({ stack: { workspaceId }, story, engine }: Life): readonly LifeMoment[] {
  const { event, script = [] } = story.script;
  const arrives =
    ({ name, properties = {}, ago = '0s' }: NonNullable<Script['event']>) =>
    (at: number) =>
      record(engine, workspaceId, [incoming(story, name, properties, at, ago)], at);
  let at = BEGIN;
  const later = script.map((item): LifeMoment => {
    at = shifted(at, item.after, 1);
    if ('event' in item) return { at, happens: arrives(item.event) };
    const patch = { attributes: item.profile, consent: [] };
    return {
      at,
      happens: (now) => patchProfile(engine, workspaceId, story.key, { ...patch, keyId: '' }, () => now),
    };
  });
  return event ? [{ at: BEGIN, happens: arrives(event) }, ...later] : later;
}

function incoming(
  story: Story,
  name: string,
  properties: Incoming['properties'],
  at: number,
  ago: string,
): Incoming {
  const timestamp = shifted(at, ago, -1);
  return {
    ...{
      messageId: `${story.key} ${name} ${timestamp} ${at}`,
      type: 'track',
      name,
      properties,
      traits: null,
      context: null,
    },
    ...{ userId: story.key, anonymousId: null, timestamp, source: 'client' },
  };
}

/** Days are counted as 24 hours here: stories whose clocks change count in hours. */
function shifted(at: number, text: string, sign: 1 | -1): number {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`'${text}' is no duration`);
  return at + sign * addDuration(0, duration, 'UTC');
}

/** Lets the clocks of everything that the person is in run up to an instant; what is due before it, happens. */
async function skipTo({ stack, story, clocks }: Life, at: number): Promise<void> {
  const { items } = (await stack.ask('GET', `/v1/enrollments?userId=${story.key}&state=active`)).body as {
    items: readonly { readonly id: string }[];
  };
  await Promise.all(
    items.map(async ({ id: enrollmentId }) => {
      const workflowId = workflowIdOf({ workspaceId: stack.workspaceId, enrollmentId });
      const now = Date.now();
      const clock = clocks.get(workflowId) ?? { shown: now, at: now };
      const left = at - (clock.shown + now - clock.at);
      if (left <= 0) return;
      await skipTime(stack.link, stack.namespace, workflowId, Math.ceil(left / 1_000)).catch(unlessClosed);
      clocks.set(workflowId, { shown: at, at: Date.now() });
    }),
  );
}

const NOT_FOUND = 5;

/** A run that has ended meanwhile has no clock any more. */
function unlessClosed(error: unknown): void {
  if ((error as { readonly code?: unknown }).code !== NOT_FOUND) throw error;
}

async function outcomeOf({ stack, story }: Life): Promise<Omit<Lived, 'took'>> {
  // Of the journey of the story: others that it starts are not simulated.
  const own = `/v1/enrollments?userId=${story.key}&journey=${story.key}`;
  const { items } = (await stack.ask('GET', own)).body as { items: readonly { readonly id: string }[] };
  const passages = await Promise.all(
    items.map(async ({ id }) => (await stack.ask('GET', `/v1/enrollments/${id}`)).body as Passage),
  );
  const { prisma } = stack.database;
  const sent = passages.flatMap(({ sends }) => sends.map(({ id }) => id));
  const mails = await prisma.mailboxMessage.findMany({ where: { sendId: { in: sent } } });
  const journey = await prisma.journey.findFirstOrThrow({ where: { key: story.key } });
  const refusal = await prisma.refusal.findFirst({ where: { journeyId: journey.id } });
  return {
    passages,
    refusal: refusal && { reason: refusal.reason, because: refusal.because, at: refusal.at.toISOString() },
    mails: new Map(mails.map((mail) => [mail.sendId, mail])),
  };
}
