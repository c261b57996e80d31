import { eventually } from '../../apps/standalone/src/testing/eventually';

/** How long anything of a whole stack may take on a busy machine before it counts as not happening (ms). */
const DEADLINE = 90_000;

/** Asks until it has come about, and answers that. @throws Error where it does not come about */
export function soon<Answer>(
  what: string,
  ask: () => Promise<Answer> | Answer,
  deadline = DEADLINE,
): Promise<NonNullable<Answer>> {
  return eventually(what, ask, deadline);
}
