import { openPauses } from './pauses';

/**
 * Who may post under a key: so many at once, so that one slow provider cannot take every slot; and nobody while its
 * provider has asked to be left alone. Each process keeps its own, and learns of a pause by one answer of its own.
 */
export interface Permits {
  /** Whether another post under the key could begin now. */
  isFree(key: string): boolean;
  /** Takes a permit; the answer gives it back, once. Null = none is free. */
  take(key: string): (() => void) | null;
  /** Lets nobody post under the key before then (epoch ms). */
  pause(key: string, until: number): void;
  /** Until when nobody may post under the key (epoch ms); null = it is not paused. */
  pausedUntil(key: string): number | null;
}

/** @param most posts at once per key */
export function openPermits(most: number): Permits {
  const taken = new Map<string, number>();
  const pauses = openPauses();
  const pausedUntil = (key: string): number | null => pauses.until(key, Date.now());
  const isFree = (key: string): boolean => (taken.get(key) ?? 0) < most && pausedUntil(key) === null;
  return {
    isFree,
    pausedUntil,
    pause: (key, until) => void pauses.pause(key, until, Date.now()),
    take(key) {
      if (!isFree(key)) return null;
      taken.set(key, (taken.get(key) ?? 0) + 1);
      let isGiven = true;
      return () => {
        if (!isGiven) return;
        isGiven = false;
        const left = (taken.get(key) ?? 1) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
}
