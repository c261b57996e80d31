import type { LogEntry } from '../log';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** A log entry in one line: `1h cool-down woken: 1h is over`. */
export function tellLine({ at, step, did, because }: LogEntry, begun: number): string {
  const where = step === null ? '' : `${step} `;
  return `${elapsed(at - begun)} ${where}${did}: ${because}`;
}

function elapsed(ms: number): string {
  let left = ms;
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.join(' ') || '0s';
}
