import { publish } from '../e2e/journeys';
import { openStack, type Stack } from '../e2e/stack';
import { journeys } from './clients';
import { openForgetfulSink, type ForgetfulSink } from './forgetful-sink';
import type { OwnServers } from './own-servers';
import { puppet, type Puppet } from './puppet';

/** A Jornada that can be held at failpoints: with the mailbox, which knows what it has taken, or with a provider that forgets. */
export interface World {
  readonly provider: 'mailbox' | 'forgetful';
  readonly stack: Stack;
  readonly api: Puppet;
  readonly worker: Puppet;
  /** Null: mails are in the mailbox. */
  readonly sink: ForgetfulSink | null;
  close(): Promise<void>;
}

/** What it takes to look at what became of people. */
export type Watched = Pick<World, 'stack' | 'sink'>;

/** Opens one in a database and a namespace of its own. */
export async function openWorld(servers: OwnServers, provider: World['provider']): Promise<World> {
  const sink = provider === 'forgetful' ? await openForgetfulSink() : null;
  const api = puppet('api', 'test/faults/api.process.js');
  const worker = puppet('worker', 'test/faults/worker.process.js', {
    // Room for all that are held, and for others beside them.
    DATABASE_POOL: '30',
    ...(sink ? { FAULTS_PROVIDER: sink.url } : {}),
  });
  const stack = await openStack({
    namespace: provider,
    servers: {
      databaseUrl: await servers.database(provider),
      temporalAddress: servers.temporal.address,
      close: () => Promise.resolve(),
    },
    api: api.options,
    worker: worker.options,
  });
  api.tie(stack.api);
  worker.tie(stack.worker);
  await publish(stack, ...journeys);
  return {
    ...{ provider, stack, api, worker, sink },
    async close() {
      await stack.close();
      await sink?.close();
    },
  };
}
