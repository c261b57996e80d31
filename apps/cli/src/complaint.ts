import type { ExitCode } from './exit-codes';

/** What is said of a complaint beside its sentence. */
export interface ComplaintDetails {
  readonly hint?: string;
  /** For programs: `wrong-use`, `unreachable`, or the code of the server's refusal. */
  readonly code?: string;
  /** Findings, each with its place, where the server tells any. */
  readonly problems?: readonly object[];
}

/** Why a command cannot be carried out, in one sentence for people, with a hint. */
export class Complaint extends Error {
  constructor(
    readonly exitCode: Exclude<ExitCode, 0>,
    readonly sentence: string,
    readonly details: ComplaintDetails = {},
  ) {
    super(sentence);
  }
}

/** The command was not given what it needs. */
export function wrongUse(sentence: string, hint: string): Complaint {
  return new Complaint(2, sentence, { hint, code: 'wrong-use' });
}
