import type { TakenMail } from '../../fakes/sendgrid/fake-sendgrid';
import type { Stage } from '#enrollments/testing';

/** What became of the sends of a stage. */
export interface Account {
  /** How many are in each state. */
  readonly states: { readonly [state: string]: number };
  /** How many were sent again because reports proved that they had not been taken. */
  readonly sentAgain: number;
  readonly runs: number;
  /** What must not be, in words. */
  readonly faults: readonly string[];
}

/**
 * Looks at every run, every send and every mail that was taken.
 * @param runs those that were begun
 * @param isReported whether SendGrid reported what it took: then none may be lost
 */
export async function account(
  { database }: Stage,
  runs: readonly string[],
  taken: readonly TakenMail[],
  isReported: boolean,
): Promise<Account> {
  const sends = await database.prisma.send.findMany();
  const enrollments = await database.prisma.enrollment.findMany({ select: { id: true, state: true } });
  const stateOf = new Map(enrollments.map(({ id, state }) => [id, state]));
  const sendOf = new Map(sends.map((send) => [send.enrollmentId, send]));
  const timesTaken = new Map<string, number>();
  for (const { mail } of taken) {
    const id = String(mail.custom_args?.['send_id']);
    timesTaken.set(id, (timesTaken.get(id) ?? 0) + 1);
  }
  const faults = runs.flatMap((id): readonly string[] => {
    const send = sendOf.get(id);
    if (!send) return [`run ${id} has no send`];
    const times = timesTaken.get(send.id) ?? 0;
    const name = `send ${send.id}, ${send.state}, attempt ${send.attempt}`;
    return [
      ...(times > 1 ? [`${name}: taken ${times} times`] : []),
      ...(isReported && times === 0 ? [`${name}: lost`] : []),
      ...(isTrue(send.state, times) ? [] : [`${name}: taken ${times} times`]),
      ...(stateOf.get(id) === 'completed' ? [] : [`${name}: its run is ${stateOf.get(id)}`]),
    ];
  });
  const states: Record<string, number> = {};
  for (const { state } of sends) states[state] = (states[state] ?? 0) + 1;
  return {
    states,
    sentAgain: sends.filter((one) => one.possibleDuplicate).length,
    runs: runs.length,
    faults,
  };
}

/** Whether a send may end in this state, having been taken so often. */
function isTrue(state: string, times: number): boolean {
  if (state === 'ACCEPTED' || state === 'DELIVERED') return times === 1;
  return state === 'GIVEN_UP' && times <= 1;
}
