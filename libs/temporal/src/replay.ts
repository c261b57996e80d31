import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';

/**
 * Replays a stored history against a workflow bundle, without a server: what a worker of this release would do with a
 * run that an earlier release began.
 * @param history as JSON, the way Temporal's tools export it
 * @throws DeterminismViolationError where this release would not do what the history says
 */
export async function replayHistory(bundlePath: string, history: unknown): Promise<void> {
  const code = readFileSync(bundlePath, 'utf8');
  await Worker.runReplayHistory(
    { workflowBundle: { code } },
    historyFromJSON(history),
    'enrollment/replayed/run',
  );
}
