import { setTimeout as pause } from 'node:timers/promises';
import type { Proc } from '../e2e/proc';
import type { Stack } from '../e2e/stack';
import { acknowledged, introduceClients } from './clients';
import { latenessOf, waitingOf, wasBegun, type Waiting } from './late-timers';

/** How late timers were whose worker was killed while another was up (ms), each list in order. */
export interface LateTimers {
  /** Those that nobody had begun to look after. */
  readonly untouched: readonly number[];
  /** Those in the middle of which the worker died. */
  readonly begun: readonly number[];
}

/** Long enough that a timer which was due so long before the kill has been looked after (ms). */
const JUST_BEFORE = 200;

/** Kills each worker in turn, in the midst of timers that are due one after the other. */
export async function timersAfterKill(
  stack: Stack,
  workers: readonly [Proc, Proc],
  { rounds, people }: { readonly rounds: number; readonly people: number },
): Promise<LateTimers> {
  const untouched: number[] = [];
  const begun: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const clients = await introduceClients(stack, people, 'Cart Watched');
    for (const client of clients) await acknowledged(stack, [client]);
    const runs = await waitingOf(stack, clients);
    const killed = workers[round % 2 === 0 ? 0 : 1];
    const orphans = runs.filter(({ pid }) => pid === killed.pid());
    const midst = orphans.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b)[Math.floor(orphans.length / 4)];
    await pause(Math.max(0, (midst ?? 0) - Date.now()));
    const at = Date.now();
    await killed.kill();
    const late = async (one: Waiting): Promise<void> => {
      const lateness = await latenessOf(stack, one);
      ((await wasBegun(stack, one)) ? begun : untouched).push(lateness);
    };
    await Promise.all(orphans.filter(({ dueAt }) => dueAt > at - JUST_BEFORE).map(late));
    await killed.start();
  }
  const inOrder = (times: readonly number[]): readonly number[] => times.toSorted((a, b) => a - b);
  return { untouched: inOrder(untouched), begun: inOrder(begun) };
}
