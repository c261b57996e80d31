import { createHash } from 'node:crypto';

/** Chance that a seed decides: the same seed throws the same. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number of milliseconds, or of whatever it is: `least` to `most`. */
  between(least: number, most: number): number;
  /** One of these, each as often as its weight says. */
  pick<One>(weighted: readonly (readonly [weight: number, one: One])[]): One;
}

/** @param name of what is thrown for: each has its own throws, in whatever order they all come */
export function openDice(seed: number, name: string): Dice {
  let thrown = 0;
  const next = (): number =>
    createHash('sha256').update(`${seed}/${name}/${thrown++}`).digest().readUInt32BE() / 2 ** 32;
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick(weighted) {
      let left = next() * weighted.reduce((sum, [weight]) => sum + weight, 0);
      const found = weighted.find(([weight]) => (left -= weight) < 0) ?? weighted.at(-1);
      if (!found) throw new Error('there is nothing to pick from');
      return found[1];
    },
  };
}
