import { sendIdOf } from '../ids';
import type { Standing } from './step.semantics';

/** The id of the send of this visit, whether it is only asked for now or the run rests on it already. */
export function sendIdOfVisit({ run, stepId, visit }: Standing): string {
  return run.rest?.kind === 'send' ? run.rest.sendId : sendIdOf(run.workspaceId, run.id, stepId, visit);
}
