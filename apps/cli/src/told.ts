import type { ExitCode } from './exit-codes';

/** What a command has to say: `json` for programs, `lines` for people. Only one of them is printed. */
export interface Told {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** 0 where nothing is said. */
  readonly exitCode?: ExitCode;
}
