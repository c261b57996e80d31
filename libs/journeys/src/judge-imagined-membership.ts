import { judge, UNRESTRAINED } from '#gate';
import type { MembershipCommand, Script, Settlement } from '#journey';

/** What the gate says of a membership of somebody imagined, of whose address nothing is known. */
export function judgeImaginedMembership(
  { audience, do: change, email }: MembershipCommand,
  {
    topics,
    topicOf,
  }: {
    /** What silence means, by topic. */
    readonly topics: ReadonlyMap<string, 'in' | 'out'>;
    /** The topic that an audience names, by audience. */
    readonly topicOf: ReadonlyMap<string, string | null>;
  },
  { consent = {} }: Script,
): Settlement {
  if (change === 'remove') return { outcome: 'accepted', reason: null };
  const topic = topicOf.get(audience) ?? null;
  const topicDefault = (topic === null ? undefined : topics.get(topic)) ?? null;
  const said = topic !== null && Object.hasOwn(consent, topic) ? (consent[topic]?.email ?? null) : null;
  const person = {
    enrollmentActive: true,
    erased: false,
    suppressedFor: null,
    pausedUntil: null,
    restraint: UNRESTRAINED,
  };
  const verdict = judge({ class: 'ads', topic, address: email }, { ...person, consent: said, topicDefault });
  if (verdict.kind === 'refused')
    return { outcome: 'refused', reason: verdict.reason, because: verdict.because };
  return { outcome: 'accepted', reason: null };
}
