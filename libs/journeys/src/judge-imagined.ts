import { judge } from '#gate';
import type { Script, SendCommand, Settlement } from '#journey';

/** What the gate says of a send to somebody imagined, of whose address nothing is known. */
export function judgeImagined(
  { class: kind, topic, to }: SendCommand,
  topics: ReadonlyMap<string, 'in' | 'out'>,
  { consent = {} }: Script,
): Settlement {
  const topicDefault = (topic === null ? undefined : topics.get(topic)) ?? null;
  const said = topic !== null && Object.hasOwn(consent, topic) ? (consent[topic]?.email ?? null) : null;
  const person = { enrollmentActive: true, erased: false, suppressedFor: null, consent: said };
  const verdict = judge({ class: kind, topic, address: to }, { ...person, topicDefault });
  if (verdict.kind === 'refused')
    return { outcome: 'refused', reason: verdict.reason, because: verdict.because };
  return { outcome: 'accepted', reason: null };
}
