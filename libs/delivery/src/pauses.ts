/** Who is left alone for a while: a key that was refused, a sender that is not verified. */
export interface Pauses {
  /** Until when this one is left alone (epoch ms); null = it is not. */
  until(name: string, now: number): number | null;
  /** @returns whether it begins to be left alone: one alert is enough for a pause */
  pause(name: string, until: number, now: number): boolean;
}

/** Names remembered: more senders than anybody has. */
const MOST = 1_000;

export function openPauses(): Pauses {
  const paused = new Map<string, number>();
  const until = (name: string, now: number): number | null => {
    const end = paused.get(name) ?? null;
    return end !== null && end > now ? end : null;
  };
  return {
    until,
    pause(name, end, now) {
      const begins = until(name, now) === null;
      if (paused.size >= MOST) paused.clear();
      paused.set(name, end);
      return begins;
    },
  };
}
