/** What ended a simulation before everything in it had happened. */
export type Bound = 'turns' | 'words' | 'years';

/** A bound that was reached, in words. */
export interface Stopped {
  readonly bound: Bound;
  readonly because: string;
}

/** How often runs are looked at, at most. */
export const MOST_TURNS = 5_000;

/** How much the logs may say together, in characters; each entry counts as a hundred more. */
export const MOST_WORDS = 2_000_000;
export const WORDS_OF_ENTRY = 100;

/** How far the virtual clock goes: ten years, in milliseconds. */
export const MOST_TIME = 3_652 * 86_400_000;

/** Why a simulation went no further. */
export const reached: { readonly [B in Bound]: Stopped } = {
  turns: { bound: 'turns', because: `more than ${MOST_TURNS} turns would be taken` },
  words: { bound: 'words', because: `the log would have more than ${MOST_WORDS} characters` },
  years: { bound: 'years', because: 'more than ten years would go by' },
};
