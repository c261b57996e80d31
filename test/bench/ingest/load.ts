import { setTimeout as pause } from 'node:timers/promises';

/** Takes so many events in one call, or one transaction, and answers once they are committed. */
export type Take = (events: number) => Promise<void>;

/** A load as it went. */
export interface Loaded {
  readonly events: number;
  readonly seconds: number;
}

/** As much as is taken: so many calls at once, each new one when another was answered. All of it counts. */
export async function saturate(
  take: Take,
  { seconds, atOnce, size }: { readonly seconds: number; readonly atOnce: number; readonly size: number },
): Promise<Loaded> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let events = 0;
  const keepOne = async (): Promise<void> => {
    while (performance.now() < end) {
      await take(size);
      events += size;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, keepOne));
  return { events, seconds: (performance.now() - begun) / 1000 };
}

/**
 * A steady load of so many calls a second, whatever becomes of the others.
 * @returns milliseconds from when each call was due to its answer
 */
export async function steady(
  take: Take,
  { seconds, rate, size }: { readonly seconds: number; readonly rate: number; readonly size: number },
): Promise<readonly number[]> {
  const start = performance.now();
  const count = Math.max(1, Math.floor(seconds * rate));
  const calls = Array.from({ length: count }, async (_, place) => {
    const due = start + (place * 1000) / rate;
    await pause(due - performance.now());
    await take(size);
    return performance.now() - due;
  });
  return Promise.all(calls);
}
