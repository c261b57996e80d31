import { setTimeout as pause } from 'node:timers/promises';
import { JOURNEY_ATTRIBUTE, WORKSPACE_ATTRIBUTE } from '../../../workflows/contract';
import type { TemporalLink } from './connect';

const KEYWORD = 2;

/** gRPC: it is there already; or it is not ours to make, as at Temporal Cloud: then whoever it belongs to has made it. */
const NOT_MADE_HERE = new Set([/* ALREADY_EXISTS */ 6, /* PERMISSION_DENIED */ 7, /* UNIMPLEMENTED */ 12]);

/**
 * Makes the namespace and its search attributes where they are missing and we may, and waits until they can be used. Safe
 * to repeat.
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
      .catch(unlessNotMadeHere),
  );
  await retried(() =>
    operatorService
      .addSearchAttributes({
        namespace,
        searchAttributes: { [WORKSPACE_ATTRIBUTE]: KEYWORD, [JOURNEY_ATTRIBUTE]: KEYWORD },
      })
      .catch(unlessNotMadeHere),
  );
  // A new namespace is known to the frontend a moment later than it is made.
  await retried(() =>
    workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'probe' }, taskQueueType: 1 }),
  );
}

function unlessNotMadeHere(error: unknown): void {
  if (!NOT_MADE_HERE.has(Number((error as { code?: unknown }).code))) throw error;
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
