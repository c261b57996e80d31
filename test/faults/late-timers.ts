import type { Stack } from '../e2e/stack';
import { soon } from '../e2e/soon';
import type { Client } from './clients';

/**
 * The first wait is a start that is delayed. The second is a timer; at its end the worker that has the workflow in memory
 * is asked for, by a queue of its own, which Temporal then takes to be alive for a while. The third is judged.
 */
export const threeWaits = {
  key: 'three-waits',
  name: 'Three waits',
  trigger: { event: 'Cart Watched' },
  start: 'first',
  steps: {
    first: { kind: 'wait', for: '1s', next: 'second' },
    second: { kind: 'wait', for: '1s', next: 'third' },
    third: { kind: 'wait', for: '5s', next: null },
  },
};

/** A run that rests in the third wait. */
export interface Waiting {
  readonly enrollmentId: string;
  /** The process that set the timer, and has done all that it had to do. */
  readonly pid: number;
  /** When the timer is due (epoch ms). */
  readonly dueAt: number;
}

/** The runs of people, once each rests in the third wait. */
export async function waitingOf(stack: Stack, clients: readonly Client[]): Promise<readonly Waiting[]> {
  const { prisma } = stack.database;
  const people = await prisma.profileIdentifier.findMany({
    where: { value: { in: clients.map((client) => client.userId) } },
  });
  const rows = await prisma.enrollment.findMany({
    where: { profileId: { in: people.map((one) => one.profileId) } },
  });
  return Promise.all(rows.map(({ id }) => soon('it rests in the third wait', () => inThirdWait(stack, id))));
}

async function inThirdWait(stack: Stack, enrollmentId: string): Promise<Waiting | null> {
  const events = await historyOf(stack, enrollmentId);
  const last = events.at(-1);
  const timer = last?.timerStartedEventAttributes;
  const timers = events.filter((event) => event.timerStartedEventAttributes).length;
  if (!timer || timers !== 2) return null;
  const task = events.findLast((event) => event.workflowTaskStartedEventAttributes);
  const pid = Number.parseInt(task?.workflowTaskStartedEventAttributes?.identity ?? '', 10);
  return { enrollmentId, pid, dueAt: msOf(last?.eventTime) + msOf(timer.startToFireTimeout) };
}

/** How late its timer was, once it is woken (ms). */
export async function latenessOf(stack: Stack, { enrollmentId, dueAt }: Waiting): Promise<number> {
  const woken = await soon('it is woken', () =>
    stack.database.prisma.stepLog.findFirst({ where: { enrollmentId, step: 'third', did: 'woken' } }),
  );
  return woken.at.getTime() - dueAt;
}

/** Whether a worker died in the middle of it: Temporal waits for a worker that has begun for ten seconds. */
export async function wasBegun(stack: Stack, { enrollmentId }: Waiting): Promise<boolean> {
  const events = await historyOf(stack, enrollmentId);
  return events.some(
    ({ workflowTaskTimedOutEventAttributes: timedOut }) => timedOut?.timeoutType === START_TO_CLOSE,
  );
}

/** As Temporal's protocol numbers it: `TIMEOUT_TYPE_START_TO_CLOSE`. */
const START_TO_CLOSE = 1;

async function historyOf({ link, workspaceId }: Stack, enrollmentId: string) {
  const handle = link.client.workflow.getHandle(`enrollment/${workspaceId}/${enrollmentId}`);
  return (await handle.fetchHistory()).events ?? [];
}

/** Milliseconds of an instant or a duration as protocol buffers have it. */
function msOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;
}
