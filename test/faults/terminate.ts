import type { Stack } from '../e2e/stack';

const MOST = 3;

/** Ends some workflows that run, as an operator would by hand. @returns how many */
export async function terminateSome({ link: { client }, workspaceId }: Stack): Promise<number> {
  const query = `ExecutionStatus = 'Running'`;
  let ended = 0;
  for await (const { workflowId } of client.workflow.list({ query, pageSize: MOST })) {
    if (!workflowId.startsWith(`enrollment/${workspaceId}/`)) continue;
    await client.workflow.getHandle(workflowId).terminate('by hand');
    ended += 1;
    if (ended === MOST) break;
  }
  return ended;
}
