/** The workflow's own clock (epoch ms): the one place in workflows where a clock is read. In a workflow, `Date` is deterministic. */
export function workflowNow(): number {
  return Date.now();
}
