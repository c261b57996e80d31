/** How many posts may be under way at once under one key, so that one slow provider cannot take every slot. */
export interface Permits {
  /** Whether another post under the key could begin now. */
  isFree(key: string): boolean;
  /** Takes a permit; the answer gives it back, once. Null = none is free. */
  take(key: string): (() => void) | null;
}

/** @param most posts at once per key */
export function openPermits(most: number): Permits {
  const taken = new Map<string, number>();
  const isFree = (key: string): boolean => (taken.get(key) ?? 0) < most;
  return {
    isFree,
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
