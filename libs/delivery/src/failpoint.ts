/** The moments at which a crash would hurt most: the arrows between our writes and the world's. */
export type Failpoint =
  /** A batch of events is written, but not committed. */
  | 'before-events-committed'
  /** A batch of events is committed; Temporal has not been told. */
  | 'after-events-committed'
  /** A turn is decided, not written. */
  | 'before-turn-written'
  /** A planned send is about to be claimed. */
  | 'before-claim'
  /** The claim is committed; the provider has not been called. */
  | 'after-claim'
  /** The provider has answered; the outcome is not recorded. */
  | 'after-posted'
  /** The outcome is recorded; the run has not moved on. */
  | 'after-recorded';

type Hook = (at: Failpoint) => Promise<void> | void;

let hook: Hook | null = null;

/** Does nothing, unless a test of this process has put something here. No setting and no request can. */
export async function failpoint(at: Failpoint): Promise<void> {
  if (hook) await hook(at);
}

/** For tests only, by way of ./testing: what happens at failpoints from now on in this process; null = nothing. */
export function setFailpointHook(next: Hook | null): void {
  hook = next;
}
