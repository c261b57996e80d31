import { listTopicChoices, type ConsentChange, type RecipientSend, type TopicChoice } from '#database';
import { changeConsent } from './change-consent';
import type { Engine } from './engine';
import { noteHit } from './note-hit';

/** Who holds a link of a send, with the seals of the address that it went to. */
export type Recipient = RecipientSend & { readonly seals: readonly Uint8Array[] };

/** By what a recipient said something, and under which text. */
export interface SaidBy {
  /** A page, or a mail program. */
  readonly by: string;
  /** Null = they were shown none. */
  readonly textVersion: string | null;
}

/** Whether a person gets messages about a topic: by what they said, else by what silence means. */
export function isIn({ said, default: silence }: TopicChoice): boolean {
  return said === null ? silence === 'in' : said === 'granted';
}

/** What an unsubscribe link of a send is about: the topic of the send; where it has none, every topic. */
export async function topicsToLeave(engine: Engine, send: Recipient): Promise<readonly TopicChoice[]> {
  const choices = await listTopicChoices(engine.database.pool, send);
  return choices.filter(({ key }) => send.topic === null || key === send.topic);
}

/**
 * Unsubscribes the recipient of a send from its topic. What this answers is committed: no send that is claimed afterwards
 * leaves. Done twice it is done once, also at the same time; done after the person came back, it is done again.
 */
export async function unsubscribe(
  engine: Engine,
  send: Recipient,
  saidBy: SaidBy,
  now: number,
): Promise<void> {
  const leaving = await topicsToLeave(engine, send);
  const changes = leaving.map(({ key }) => ({ topic: key, channel: send.channel, state: 'denied' }) as const);
  await say(engine, send, changes, saidBy, now);
}

/**
 * Saves what a recipient chose on the preference page. Only what differs from how it was is a change.
 * @param shown topics that did not stand on the page are left as they are
 * @param chosen of those, which they want
 */
export async function savePreferences(
  engine: Engine,
  send: Recipient,
  { shown, chosen }: { readonly shown: ReadonlySet<string>; readonly chosen: ReadonlySet<string> },
  saidBy: SaidBy,
  now: number,
): Promise<void> {
  const choices = await listTopicChoices(engine.database.pool, send);
  const changes = choices
    .filter((one) => shown.has(one.key) && chosen.has(one.key) !== isIn(one))
    .map(({ key }): ConsentChange => {
      return { topic: key, channel: send.channel, state: chosen.has(key) ? 'granted' : 'denied' };
    });
  await say(engine, send, changes, saidBy, now);
}

/** Commits what a recipient says. Who thereby leaves what the send was about has unsubscribed: that is told once, by who changed it. */
async function say(
  engine: Engine,
  send: Recipient,
  changes: readonly ConsentChange[],
  { by, textVersion }: SaidBy,
  now: number,
): Promise<void> {
  const { workspaceId, profileId, sendId, topic: own } = send;
  const actor = `${by} of send ${sendId}`;
  const consentBy = { source: 'recipient', actor, textVersion } as const;
  const changed = await changeConsent(engine, workspaceId, profileId, changes, consentBy, now);
  const hasLeft = changed.some(({ topic, state }) => state === 'denied' && (own === null || topic === own));
  if (hasLeft)
    await noteHit(engine, { workspaceId, sendId, kind: 'unsubscribe', link: null, byProgram: false }, now);
}
