import { setTimeout as pause } from 'node:timers/promises';
import { JOURNEY_ATTRIBUTE, WORKSPACE_ATTRIBUTE } from '../../../workflows/contract';
import type { TemporalLink } from './connect';

const KEYWORD = 2;
const ALREADY_EXISTS = 6;

/**
 * Makes the namespace and its search attributes where they are missing, and waits until they can be used. Safe to repeat.
 * @param retentionDays how long closed runs are kept
 * @throws Error with the last fault where Temporal does not come round within a minute
 */
export async function ensureNamespace(
  link: TemporalLink,
  namespace: string,
  retentionDays = 7,
): Promise<void> {
  const { workflowService, operatorService } = link.client.connection;
  await retried(() =>
    workflowService
      .registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: retentionDays * 86_400 } as never,
      })
      .catch(unlessExists),
  );
  await retried(() =>
    operatorService
      .addSearchAttributes({
        namespace,
        searchAttributes: { [WORKSPACE_ATTRIBUTE]: KEYWORD, [JOURNEY_ATTRIBUTE]: KEYWORD },
      })
      .catch(unlessExists),
  );
  // A new namespace is known to the frontend a moment later than it is made.
  await retried(() =>
    workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'probe' }, taskQueueType: 1 }),
  );
}

function unlessExists(error: unknown): void {
  if ((error as { code?: unknown }).code !== ALREADY_EXISTS) throw error;
}

async function retried(work: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + 60_000;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(100);
    }
  }
}
