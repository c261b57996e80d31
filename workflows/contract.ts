/** Names that workflows, the worker and everyone who pokes must agree on. Changing one strands sleeping runs. */

/** Where enrollments' workflow tasks and local activities run. */
export const ENROLLMENT_QUEUE = 'enrollments';

/** Where sends go out that could not go out at once. */
export const DELIVERY_QUEUE = 'deliveries';

/** The signal that says: look again. */
export const WAKE_SIGNAL = 'wake';

/** The type of an enrollment's workflow. */
export const ENROLLMENT_WORKFLOW = 'enrollment';

/** Search attributes, set at the start only. */
export const WORKSPACE_ATTRIBUTE = 'WorkspaceId';
export const JOURNEY_ATTRIBUTE = 'JourneyKey';

/**
 * The longest timer that is asked of Temporal (ms): ten years. Who rests longer is looked at in between, and rests on;
 * Temporal cannot hold a timer of centuries.
 */
export const LONGEST_TIMER = 10 * 365 * 86_400_000;

/** Which enrollment a workflow carries: ids only, no personal data enters a history. */
export interface EnrollmentRef {
  readonly workspaceId: string;
  readonly enrollmentId: string;
  /** Only where time is skipped: the workflow's clock is the clock. */
  readonly clock?: 'workflow';
}

/** The fixed id of an enrollment's workflow. */
export function workflowIdOf(ref: EnrollmentRef): string {
  return `enrollment/${ref.workspaceId}/${ref.enrollmentId}`;
}
