/** The answer to a condition, and in words a marketer reads what decided it. */
export interface Verdict {
  readonly holds: boolean;
  readonly because: string;
}

/** An answer whose reason has one wording for yes and one for no. */
export function verdict(holds: boolean, yes: string, no: string): Verdict {
  return { holds, because: holds ? yes : no };
}

/** The opposite answer; the reason states facts, so it stays. */
export function opposite(answer: Verdict): Verdict {
  return { holds: !answer.holds, because: answer.because };
}
