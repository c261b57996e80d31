import { ENROLLMENT_QUEUE } from '../../../workflows/contract';
import type { TemporalLink } from './connect';

/** As Temporal's protocol numbers it: `TASK_QUEUE_TYPE_WORKFLOW`. */
const WORKFLOW_TASKS = 1;

const DEADLINE = 5_000;

/** How many enrollments wait for a worker in Temporal's queue, roughly. @throws Error where Temporal does not answer */
export async function readQueueLength({ client }: TemporalLink): Promise<number> {
  const { stats } = await client.withDeadline(Date.now() + DEADLINE, () =>
    client.connection.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: ENROLLMENT_QUEUE },
      taskQueueType: WORKFLOW_TASKS,
      reportStats: true,
    }),
  );
  return Number(stats?.approximateBacklogCount ?? 0);
}
