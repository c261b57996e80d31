/** Where a command runs: what it reads of its surroundings and where its words go. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Is somebody watching? Then there are colours, and progress is shown in place. */
  readonly isInteractive: boolean;
  out(text: string): void;
  err(text: string): void;
  now(): number;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    env: process.env,
    cwd: process.cwd(),
    isInteractive: process.stdout.isTTY && process.stderr.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    now: () => Date.now(),
  };
}
