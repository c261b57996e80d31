import { laneOf, namesOf } from '#ingest';
import { soon } from '../e2e/soon';
import { acknowledged, introduceClients, sendOnce, type Client } from './clients';
import { LATER } from './orders';
import { isSettled, outcomesOf, type Outcome } from './outcomes';
import type { Watched, World } from './world';

/** People at every point at which a kill would hurt. */
export interface Scene {
  readonly clients: readonly Client[];
  /** Those of them whose event the API holds: their requests, which settle with whether they were acknowledged. */
  readonly underWay: readonly { readonly client: Client; readonly acknowledged: Promise<boolean> }[];
}

const NOBODY: Scene = { clients: [], underWay: [] };

/** People in a wait that Temporal delays the start for, and in one that it has a timer for. */
export async function waiting(world: World): Promise<Scene> {
  const clients = [
    ...(await introduceClients(world.stack, 2, 'Cart Seen')),
    ...(await introduceClients(world.stack, 2, 'Cart Left')),
  ];
  await acknowledged(world.stack, clients);
  await untilAll(world, clients, ({ enrollments }) => enrollments[0]?.rest === 'wait');
  return { ...NOBODY, clients };
}

/** People whose events the API holds: one is not committed, one is. Before them, others have had their answers. */
export async function heldByApi(world: World): Promise<Scene> {
  const clients = await introduceClients(world.stack, 8, 'Cart Updated');
  const [first, ...others] = clients;
  // Who is in the lane of somebody who is held would wait behind them.
  const second = others.find((one) => first && laneOfClient(one) !== laneOfClient(first));
  if (!first || !second) throw new Error('all of eight people are in one lane');
  await acknowledged(
    world.stack,
    others.filter((one) => one !== second),
  );
  await world.api.hold({ 'before-events-committed': 1, 'after-events-committed': 1 });
  const underWay = [first, second].map((client) => ({ client, acknowledged: sendOnce(world.stack, client) }));
  await world.api.full();
  return { clients, underWay };
}

function laneOfClient({ userId }: Client): number {
  return laneOf(namesOf({ userId, anonymousId: null }));
}

/** People whom the worker holds at each of its failpoints: on the way of a send that leaves at once, and of one that could not. */
export async function heldByWorker(world: World): Promise<Scene> {
  const later = await introduceClients(world.stack, 6, 'Cart Updated', LATER);
  await world.worker.busy(true);
  // The turn that plans a send does not come by there, its delivery does: none may have passed before the others are held.
  await world.worker.hold({ 'before-claim': later.length });
  await acknowledged(world.stack, later);
  await world.worker.full();
  await world.worker.hold({ 'after-claim': 1, 'after-posted': 1, 'after-recorded': 1 });
  await world.worker.busy(false);
  await world.worker.letGo({ 'before-claim': later.length - 1 });
  await world.worker.full();
  const atOnce = await introduceClients(world.stack, 9, 'Cart Updated');
  await world.worker.hold({
    ...{ 'before-turn-written': 2, 'after-claim': 2, 'after-posted': 2, 'after-recorded': 2 },
  });
  await acknowledged(world.stack, atOnce);
  await world.worker.full();
  const clients = [...later, ...atOnce];
  // Nobody is on the way anywhere else: so it is known what a kill meets. (One may be held twice, where a sweeper has had
  // its delivery begun again: then more have got through.)
  await soon('all but twelve have got through', async () => {
    const settled = (await outcomesOf(world, clients)).filter(isSettled);
    return settled.length >= clients.length - 12;
  });
  return { ...NOBODY, clients };
}

/** All of them together. */
export function together(...scenes: readonly Scene[]): Scene {
  return {
    clients: scenes.flatMap((scene) => scene.clients),
    underWay: scenes.flatMap((scene) => scene.underWay),
  };
}

/** Waits until it holds for everybody. @returns what became of them */
export async function untilAll(
  world: Watched,
  clients: readonly Client[],
  holds: (outcome: Outcome) => boolean,
): Promise<readonly Outcome[]> {
  let last: readonly Outcome[] = [];
  const all = async (): Promise<readonly Outcome[] | null> => {
    last = await outcomesOf(world, clients);
    return last.every(holds) ? last : null;
  };
  return soon('everybody has got on', all).catch((error: unknown) => {
    const lagging = JSON.stringify(last.filter((outcome) => !holds(outcome)));
    throw new Error(`${lagging}\n${world.stack.worker.said().slice(-3_000)}`, { cause: error });
  });
}
