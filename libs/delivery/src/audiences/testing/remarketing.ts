// An audience on a real database with destinations at fakes, people who come and go, and workers whose clock is ours.
import { randomBytes, randomUUID } from 'node:crypto';
import { openSeals } from '#config';
import {
  countCopies,
  createDestination,
  createWorkspace,
  FROM_THE_FIRST,
  inTransaction,
  leaveAudiences,
  openDatabase,
  touchMemberships,
  type Database,
} from '#database';
import { openTestDatabase } from '../../../../../test/setup/database';
import { openFakeGoogle, type FakeGoogle } from '../../../../../test/fakes/google/fake-google';
import { openFakeMeta, type FakeMeta } from '../../../../../test/fakes/meta/fake-meta';
import { openOwnList, type OwnList } from '../../../../../test/fakes/own-list';
import { openEgress } from '../../egress/egress';
import { openWebhookKeys } from '../../webhook/webhook-keys';
import { sealSecrets } from '../destination-secrets';
import { openGoogle } from '../networks/google.network';
import { openMeta } from '../networks/meta.network';
import type { List, NetworkKind, Networks } from '../networks/network.contract';
import { openEndpointNetwork } from '../networks/webhook.network';
import { syncAudiences, type SyncRound } from '../sync-audiences';
import type { Synchronisation } from '../synchronisation';

export interface Remarketing {
  readonly database: Database;
  readonly workspaceId: string;
  readonly fakes: { readonly meta: FakeMeta; readonly google: FakeGoogle; readonly webhook: OwnList };
  readonly sync: Synchronisation & { readonly networks: Networks };
  /** Connects the audience to the list of a fake. @returns the destination's id */
  connect(kind: NetworkKind): Promise<string>;
  /** Puts somebody in, known by this e-mail address and number. @returns their profile's id */
  enters(email: string | null, phone?: string | null): Promise<string>;
  changes(profileId: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  leaves(profileId: string): Promise<void>;
  returns(profileId: string): Promise<void>;
  isErased(profileId: string): Promise<void>;
  /** The clock goes on (ms). */
  pass(ms: number): void;
  round(more?: Partial<Synchronisation>): Promise<SyncRound>;
  /** Goes on round by round, with hours between, until all destinations rest or are paused. */
  settle(): Promise<void>;
  /** Hashes that are in an audience of this kind, as the fake tells whom it holds. */
  isToHold(kind: NetworkKind): Promise<readonly string[]>;
  close(): Promise<void>;
}

const AUDIENCE = 'buyers';
const MOST_ROUNDS = 300;
const HOUR = 3_600_000;

export async function openRemarketing(): Promise<Remarketing> {
  const { url, close } = await openTestDatabase();
  const database = openDatabase({ url, poolSize: 20 });
  const workspaceId = randomUUID();
  await createWorkspace(database, {
    ...{ id: workspaceId, key: 'shop', name: 'Shop', timezone: 'UTC', locale: 'en' },
    from: { name: 'Shop', email: 'shop@example.com' },
  });
  const { prisma } = database;
  await prisma.audience.create({ data: { workspaceId, key: AUDIENCE, name: 'Buyers' } });
  const keys = openWebhookKeys([randomBytes(32)]);
  const fakes = {
    meta: await openFakeMeta(),
    google: await openFakeGoogle(),
    webhook: await openOwnList(keys(workspaceId)[0] ?? Buffer.alloc(0)),
  };
  const egress = openEgress({ allowed: ['127.0.0.1'] });
  const seals = openSeals([randomBytes(32)]);
  let now = Date.now();
  const sync = {
    ...{ database, seals, now: () => now },
    networks: {
      meta: openMeta(egress, `${fakes.meta.url}/v25.0`),
      google: openGoogle(egress, {
        baseUrl: `${fakes.google.url}/v1`,
        tokenUrl: `${fakes.google.url}/token`,
      }),
      webhook: openEndpointNetwork(egress, keys),
    },
  };
  const lists: Readonly<Record<NetworkKind, Pick<List, 'settings' | 'secrets'>>> = {
    meta: {
      settings: { audienceId: fakes.meta.audienceId },
      secrets: { accessToken: fakes.meta.accessToken },
    },
    google: {
      settings: { accountId: fakes.google.accountId, audienceId: fakes.google.audienceId },
      secrets: { ...fakes.google.secrets },
    },
    webhook: { settings: { url: `${fakes.webhook.url}/list` }, secrets: {} },
  };
  const member = (profileId: string) => ({
    workspaceId_audience_profileId: { workspaceId, audience: AUDIENCE, profileId },
  });
  const turn = async (profileId: string, state: 'in' | 'out') => {
    await prisma.audienceMember.update({
      where: member(profileId),
      data: { state, revision: { increment: 1 }, changedAt: new Date(now) },
    });
  };
  const round = (more: Partial<Synchronisation> = {}) => syncAudiences({ ...sync, ...more }, 2);
  return {
    ...{ database, workspaceId, fakes, sync, round },
    async connect(kind) {
      const id = randomUUID();
      const { settings, secrets } = lists[kind];
      const sealed = sealSecrets(seals, { workspaceId, id }, secrets);
      const created = { id, audience: AUDIENCE, key: kind, kind, list: kind, settings, secrets: sealed };
      await inTransaction(database, (tx) => createDestination(tx, workspaceId, created, FROM_THE_FIRST, now));
      return id;
    },
    async enters(email, phone = null) {
      const id = randomUUID();
      const attributes = { ...(email !== null && { email }), ...(phone !== null && { phone }) };
      await prisma.profileHead.create({ data: { id, workspaceId } });
      await prisma.profile.create({ data: { id, workspaceId, attributes } });
      const data = { workspaceId, audience: AUDIENCE, profileId: id, state: 'in', because: 'by a spec' };
      await prisma.audienceMember.create({ data: { ...data, changedAt: new Date(now) } });
      return id;
    },
    async changes(profileId, attributes) {
      await prisma.profile.update({ where: { id: profileId }, data: { attributes } });
      await inTransaction(database, (tx) => touchMemberships(tx, workspaceId, [profileId]));
    },
    leaves: (profileId) => turn(profileId, 'out'),
    returns: (profileId) => turn(profileId, 'in'),
    async isErased(id) {
      await inTransaction(database, (tx) => leaveAudiences(tx, workspaceId, [id], 'was erased', now));
      await prisma.profile.delete({ where: { id } });
      await prisma.profileHead.update({ where: { id }, data: { state: 'erased' } });
    },
    pass: (ms) => void (now += Math.round(ms)),
    async settle() {
      for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
        const { isMore } = await round();
        if (isMore) continue;
        const all = await prisma.audienceDestination.findMany({ where: { pausedBy: null } });
        const counts = await Promise.all(all.map(({ id }) => countCopies(database.pool, id)));
        if (counts.every(({ pending }) => pending === 0) && all.every((one) => one.state === 'active'))
          return;
        now += HOUR;
      }
      throw new Error('the destinations never came to rest');
    },
    async isToHold(kind) {
      const rows = await prisma.audienceMember.findMany({ where: { workspaceId, state: 'in' } });
      const people = await prisma.profile.findMany({
        where: { id: { in: rows.map((row) => row.profileId) } },
      });
      const known = people.map(({ attributes }) => {
        const { email = null, phone = null } = attributes as { email?: string; phone?: string };
        const identity = sync.networks[kind].identify({ email, phone });
        return [identity?.email, identity?.phone].filter((one) => typeof one === 'string').join(' ');
      });
      return [...new Set(known.filter((one) => one !== ''))].toSorted();
    },
    async close() {
      await Promise.all(Object.values(fakes).map((fake) => fake.close()));
      await database.close();
      await close();
    },
  };
}
