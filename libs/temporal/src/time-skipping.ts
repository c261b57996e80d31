// Skipping time on the real server, for tests and rehearsals. Everything that knows how is in this file: the server's
// key for it is renamed in its next release.
import { randomUUID } from 'node:crypto';
import type { TemporalLink } from './connect';

/** The namespaces in which time may be skipped, and in which runs therefore go by their workflow's clock. */
export const SKIPPING_NAMESPACES: readonly string[] = ['test', 'rehearsal'];

/** What the server answers when it is asked how a fast-forward goes. */
const POLL_AGAIN = 1;
const REACHED = 2;

const MOST_SKIPS = 10_000;

/**
 * Lets a workflow's time run ahead, as fast as it has nothing to do but wait.
 * @param seconds how far
 * @returns whether it got that far; false = it closed first
 * @throws Error where the server does not skip time in this namespace
 */
export async function skipTime(
  link: TemporalLink,
  namespace: string,
  workflowId: string,
  seconds: number,
): Promise<boolean> {
  const { workflowService } = link.client.connection;
  const id = randomUUID();
  const workflowExecution = { workflowId };
  const timeSkippingConfig = {
    enabled: true,
    fastForwardConfig: { id, duration: { seconds: seconds as never } },
    maxSessionSkipCount: MOST_SKIPS,
  };
  await workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    workflowExecutionOptions: { timeSkippingConfig },
    updateMask: { paths: ['time_skipping_config'] },
  });
  for (;;) {
    const answer = await workflowService.pollWorkflowExecutionTimeSkipping({
      namespace,
      workflowExecution,
      fastForwardId: id,
    });
    if (answer.fastForwardPollingResult !== POLL_AGAIN) return answer.fastForwardPollingResult === REACHED;
  }
}
