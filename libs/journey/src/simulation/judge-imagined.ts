import { judge, UNRESTRAINED, type FrequencyCap, type QuietHours } from '#gate';
import type { MessageCommand } from '../command';
import type { Settlement } from '../run';
import type { Asked } from './imagined-world';
import type { Script } from './script.schema';

/** What simulations know of a workspace. */
export interface ImaginedSurroundings {
  /** What silence means, by topic. */
  readonly topics: ReadonlyMap<string, 'in' | 'out'>;
  readonly quietHours: QuietHours | null;
  readonly caps: readonly FrequencyCap[];
}

/** What the gate says, and how long it holds a send back (ms). */
export type ImaginedAnswer = Settlement & { readonly takes?: number; readonly held?: string };

/**
 * What the gate says of a message to somebody imagined, of whose address nothing is known: quiet hours and caps hold for
 * them as for everybody; they are in no holdout. What is held leaves in the middle of the quarter after quiet hours.
 */
export function judgeImagined(
  message: MessageCommand,
  { now, zone, earlier }: Asked,
  { topics, quietHours, caps }: ImaginedSurroundings,
  script: Script,
): ImaginedAnswer {
  const { class: kind, topic, to } = message;
  const past = earlier.flatMap(({ at, command, answer }) =>
    command.channel === 'email' && command.class === 'marketing' && answer.outcome === 'accepted'
      ? [{ at: at + answer.takes, topic: command.topic }]
      : [],
  );
  const restraint = { ...UNRESTRAINED, quietHours, caps, now, zone, placeOfSend: 0.5, past };
  const verdict = judge(
    { class: kind, topic, address: to },
    { ...imaginedPerson(topic, topics, script), restraint },
  );
  switch (verdict.kind) {
    case 'refused':
      return { outcome: 'refused', reason: verdict.reason, because: verdict.because };
    case 'held':
      return { outcome: 'accepted', reason: null, takes: verdict.until - now, held: verdict.because };
    case 'allowed':
      return { outcome: 'accepted', reason: null };
  }
}

/** What the gate looks at of somebody imagined, whom nothing restrains: of their address nothing is known. */
export function imaginedPerson(
  topic: string | null,
  topics: ImaginedSurroundings['topics'],
  { consent = {} }: Script,
) {
  return {
    enrollmentActive: true,
    erased: false,
    suppressedFor: null,
    pausedUntil: null,
    consent: topic !== null && Object.hasOwn(consent, topic) ? (consent[topic]?.email ?? null) : null,
    topicDefault: (topic === null ? undefined : topics.get(topic)) ?? null,
    restraint: UNRESTRAINED,
  };
}
