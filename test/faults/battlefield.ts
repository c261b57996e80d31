import { publish } from '../e2e/journeys';
import type { Proc } from '../e2e/proc';
import { openStack, type Stack } from '../e2e/stack';
import { openFakeSendgrid, type FakeSendgrid } from '../fakes/sendgrid/fake-sendgrid';
import { journeys } from './clients';
import type { FaultsOptions } from './faults.options';
import { openInsistentClient, type InsistentClient } from './insistent-client';
import { threeWaits } from './late-timers';
import { openOwnServers, type OwnServers } from './own-servers';
import { postgresVictim, procVictim, temporalVictim, type Victim } from './victims';

/** Jornada as production has it, two of each process, on servers of its own, with SendGrid (a fake one) as its provider. */
export interface Battlefield {
  readonly stack: Stack;
  readonly servers: OwnServers;
  readonly sendgrid: FakeSendgrid;
  readonly client: InsistentClient;
  /** The two workers. */
  readonly workers: readonly [Proc, Proc];
  readonly victims: {
    readonly apis: readonly Victim[];
    readonly workers: readonly Victim[];
    readonly temporal: Victim;
    readonly postgres: Victim;
  };
  close(): Promise<void>;
}

/** Opens one, with the journeys published. */
export async function openBattlefield({ pace }: FaultsOptions): Promise<Battlefield> {
  const sendgrid = await openFakeSendgrid({ verified: ['ola@demo.example'] });
  const servers = await openOwnServers();
  const env = {
    SENDGRID_API_KEY: sendgrid.apiKey,
    SENDGRID_BASE_URL: sendgrid.url,
    SENDGRID_WEBHOOK_KEY: sendgrid.signer.publicKey,
    FAULTS_PACE: pace,
  };
  const databaseUrl = await servers.database('jornada');
  const stack = await openStack({
    servers: { databaseUrl, temporalAddress: servers.temporal.address, close: () => servers.close() },
    api: { env },
    worker: { env, file: 'test/faults/worker.process.js', isReady: (said) => /^ready$/m.test(said) },
  });
  const [api, worker] = await Promise.all([stack.addApi(), stack.addWorker()]);
  await publish(stack, ...journeys, threeWaits);
  const client = openInsistentClient([stack.url, api.url], stack.keys.secret);
  return {
    ...{ stack, servers, sendgrid, client, workers: [stack.worker, worker] },
    victims: {
      apis: [procVictim('an API', stack.api), procVictim('the other API', api.proc)],
      workers: [procVictim('a worker', stack.worker), procVictim('the other worker', worker)],
      temporal: temporalVictim(servers.temporal),
      postgres: postgresVictim(servers),
    },
    async close() {
      client.close();
      await stack.close();
      await sendgrid.close();
    },
  };
}
