import { updateWorkspace, type Database, type Workspace, type WorkspaceChange } from '#database';
import { readWorkspace } from './make-workspace';

/** Changes settings of a workspace, which were checked. @throws UserError 404 `workspace-not-found` */
export async function changeWorkspace(
  database: Database,
  workspaceId: string,
  change: WorkspaceChange,
): Promise<Workspace> {
  await updateWorkspace(database, workspaceId, change);
  return readWorkspace(database, workspaceId);
}
