/** A number of things: `1 error`, `2 errors`, `2 people`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** How long something takes, in the way durations are written: `1d 2h`. */
export function elapsed(ms: number): string {
  let rest = ms;
  const parts = UNITS.flatMap(([unit, length]) => {
    const many = Math.floor(rest / length);
    rest -= many * length;
    return many === 0 ? [] : [`${many}${unit}`];
  });
  return parts.join(' ') || '0s';
}

/** A share of a whole: `33.3 %`. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10} %`;
}

/** Several things in a sentence: `a, b and c`. */
export function listed(things: readonly string[]): string {
  return things.length < 2 ? (things[0] ?? '') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
}
