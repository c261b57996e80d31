import { judge } from '#gate';
import { imaginedPerson, type MembershipCommand, type Script, type Settlement } from '#journey';

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
  script: Script,
): Settlement {
  if (change === 'remove') return { outcome: 'accepted', reason: null };
  const topic = topicOf.get(audience) ?? null;
  const person = imaginedPerson(topic, topics, script);
  const verdict = judge({ class: 'ads', topic, address: email }, person);
  if (verdict.kind === 'refused')
    return { outcome: 'refused', reason: verdict.reason, because: verdict.because };
  return { outcome: 'accepted', reason: null };
}
