import { parseDuration, subtractDuration } from '#conditions';
import type { FrequencyCap } from './restraint.schema';

/** A marketing message that left, or may have left, for a person, and when it was claimed (epoch ms). */
export interface PastSend {
  readonly at: number;
  readonly topic: string | null;
}

/** The first cap that one more message would exceed; null where none would be. Windows roll: they end now. */
export function findReachedCap(
  caps: readonly FrequencyCap[],
  past: readonly PastSend[],
  { now, zone, topic }: { readonly now: number; readonly zone: string; readonly topic: string | null },
): FrequencyCap | null {
  const isReached = (cap: FrequencyCap): boolean => {
    if (cap.topic !== undefined && cap.topic !== topic) return false;
    const within = parseDuration(cap.within);
    if (!within) return false;
    const since = subtractDuration(now, within, zone);
    const counted = past.filter((send) => send.at > since && (cap.topic ?? send.topic) === send.topic);
    return counted.length >= cap.atMost;
  };
  return caps.find(isReached) ?? null;
}
