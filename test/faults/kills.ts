import type { OwnServers } from './own-servers';
import { heldByApi, heldByWorker, together, waiting, type Scene } from './scene';
import type { World } from './world';

/** How somebody is killed at the moments at which it hurts, and comes back. */
export interface Kill {
  readonly name: string;
  /** Brings people to those moments. */
  set(world: World): Promise<Scene>;
  /** Kills it in all worlds, or under them, and starts it again. */
  strike(servers: OwnServers, worlds: readonly World[]): Promise<void>;
  /** How many events must lose their acknowledgement: those that were committed, and those that were not. */
  readonly unacknowledged: { readonly committed: number; readonly lost: number };
  /** In how many sends a provider that forgets leaves in doubt whether they left: those that have not, and those that have. */
  readonly unknown: { readonly unsent: number; readonly sent: number };
}

const none = { unacknowledged: { committed: 0, lost: 0 }, unknown: { unsent: 0, sent: 0 } };

/** A kill of each part. */
export const kills: readonly Kill[] = [
  {
    name: 'the API',
    set: async (world) => together(await waiting(world), await heldByApi(world)),
    strike: (_, worlds) =>
      each(worlds, async ({ stack, api }) => {
        await stack.api.kill();
        api.forget();
        await stack.api.start();
      }),
    ...none,
    unacknowledged: { committed: 1, lost: 1 },
  },
  {
    name: 'the worker',
    set: async (world) => together(await heldByWorker(world), await waiting(world)),
    strike: (_, worlds) =>
      each(worlds, async ({ stack, worker }) => {
        await stack.worker.kill();
        worker.forget();
        await stack.worker.start();
      }),
    ...none,
    // As many as `heldByWorker` holds at after-claim and at after-posted.
    unknown: { unsent: 3, sent: 3 },
  },
  {
    name: 'PostgreSQL',
    set: everywhere,
    async strike({ postgres }, worlds) {
      await postgres.kill();
      await goOn(worlds);
      await postgres.start();
    },
    ...none,
    unacknowledged: { committed: 0, lost: 1 },
  },
  {
    name: 'Temporal',
    set: everywhere,
    async strike({ temporal }, worlds) {
      await temporal.kill();
      await goOn(worlds);
      await temporal.start();
    },
    ...none,
  },
];

async function everywhere(world: World): Promise<Scene> {
  return together(await heldByWorker(world), await waiting(world), await heldByApi(world));
}

/** Those who are held go on while the server is away. */
function goOn(worlds: readonly World[]): Promise<void> {
  return each(worlds, async ({ api, worker }) => {
    await Promise.all([api.release(), worker.release()]);
  });
}

async function each(worlds: readonly World[], act: (world: World) => Promise<void>): Promise<void> {
  await Promise.all(worlds.map(act));
}
