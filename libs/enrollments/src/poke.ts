/** A word to Temporal: look at this enrollment. Ids only: no personal data enters a history. */
export interface Poke {
  readonly workspaceId: string;
  readonly enrollmentId: string;
  /** The key and version of its journey, for Temporal's page. */
  readonly journey: string;
  readonly version: number;
  /** The very first one: a plain start, to run first at this instant (epoch ms). Null = wake, starting again where it is gone. */
  readonly begin: { readonly at: number } | null;
  /** Whether a workflow that runs is replaced by another: it has not answered for long. */
  readonly anew?: boolean;
}
