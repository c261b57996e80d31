import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '#database';
import { rewriteStatements } from '#database/testing';
import { deliverSend, type Provider } from '#delivery';
import { setFailpointHook } from '#delivery/testing';
import {
  advanceEnrollment,
  changeConsent,
  erasePerson,
  openEngine,
  pauseMessages,
  suppressAddress,
  unsubscribe,
  type Engine,
  type Recipient,
} from '../index';
import { mailAtOnce } from './play-send';
import { event, openStage, type Stage } from './stage';

/** Ways of saying no. */
export const WITHDRAWALS = ['unsubscribe', 'deny', 'suppress', 'pause', 'erase'] as const;
export type Withdrawal = (typeof WITHDRAWALS)[number];

/** Where people say no while their messages are being claimed. */
export interface Withdrawals {
  /**
   * Races withdrawals against claims, each for a person of its own; of `suppress`, for two who share an address. Half of the
   * claims are made by the turn that comes to the mail, half of them of messages that a provider has sent back.
   * @returns what was claimed before it was acknowledged, what was not, and what was claimed after
   */
  race(kinds: readonly Withdrawal[]): Promise<Outcomes>;
  close(): Promise<void>;
}

/** How races have ended. */
export interface Outcomes {
  readonly before: number;
  readonly never: number;
  /** In words: there must be none. */
  readonly after: readonly string[];
}

/** Somebody whose message is about to be claimed. */
interface Person {
  readonly profileId: string;
  readonly enrollmentId: string;
  /** Of the message that was sent back; null = the turn that comes to it makes it. */
  readonly sendId: string | null;
}

/** People who say no at once, because they share an address. */
interface Case {
  readonly kind: Withdrawal;
  readonly email: string;
  readonly people: readonly Person[];
}

/** The last moment before a claim is written is stretched up to this (ms), and who begins is up to chance. */
const STRETCH = 12;
const by = { by: 'a race', textVersion: null };

/** @param rewrite what becomes of the statements of both sides */
export async function openWithdrawals(
  rewrite?: Parameters<typeof rewriteStatements>[1],
): Promise<Withdrawals> {
  const stage = await openStage();
  await stage.publish({ ...mailAtOnce, entry: { again: 'always' } });
  const database = openDatabase({ url: stage.url, poolSize: 30 });
  if (rewrite) rewriteStatements(database, rewrite);
  const racing = { ...stage, engine: openEngine(database, () => undefined) };
  const away = new Set<string>();
  const delivery = { ...stage.delivery, database, provider: awayAtFirst(away) };
  const claim = async ({ enrollmentId, sendId }: Person): Promise<void> => {
    const { workspaceId } = stage;
    if (sendId === null)
      await advanceEnrollment(racing.engine, delivery, { workspaceId, enrollmentId }, Date.now);
    else await deliverSend(delivery, workspaceId, sendId);
  };
  return {
    async race(kinds) {
      const cases = await enter(stage, kinds, away, claim);
      setFailpointHook((at) =>
        at === 'before-turn-written' || at === 'before-claim' ? pause(Math.random() * STRETCH) : undefined,
      );
      const outcomes = await Promise.all(cases.map((one) => raceOne(racing, one, claim)));
      setFailpointHook(null);
      return {
        before: outcomes.reduce((sum, one) => sum + one.before, 0),
        never: outcomes.reduce((sum, one) => sum + one.never, 0),
        after: outcomes.flatMap((one) => one.after),
      };
    },
    async close() {
      await database.close();
      await stage.close();
    },
  };
}

/** Sends a message back once whose address is among those; takes everything else. */
function awayAtFirst(away: Set<string>): Provider {
  return {
    ...{ name: 'away-at-first', dedupes: false },
    post: ({ to }) =>
      Promise.resolve(
        away.delete(to)
          ? { kind: 'unsent', reason: 'connection refused', retryAt: 1 }
          : { kind: 'accepted', providerId: null },
      ),
  };
}

/** Brings people to their mail: half of them to where it has been sent back. */
async function enter(
  stage: Stage,
  kinds: readonly Withdrawal[],
  away: Set<string>,
  claim: (person: Person) => Promise<void>,
): Promise<readonly Case[]> {
  const users = kinds.flatMap((kind, at) => {
    const email = `${randomUUID()}@example.com`;
    return (kind === 'suppress' ? [1, 2] : [1]).map(() => ({ at, email, userId: randomUUID() }));
  });
  await stage.record(...users.map(({ userId, email }) => ({ userId, traits: { email } })));
  const recorded = await stage.record(...users.map(({ userId }) => event('Cart Updated', {}, { userId })));
  const people = users.map((user, n) => {
    const { profileId = '', began: [enrollmentId = ''] = [] } = recorded[n] ?? {};
    return { ...user, profileId, enrollmentId, sendId: null };
  });
  const again = people.filter(({ at }) => at % 2 === 1);
  for (const { email } of again) away.add(email);
  await Promise.all(again.map(claim));
  const sends = await stage.database.prisma.send.findMany({
    where: { enrollmentId: { in: again.map(({ enrollmentId }) => enrollmentId) } },
  });
  const sendIds = new Map(sends.map(({ enrollmentId, id }) => [enrollmentId, id]));
  return kinds.map((kind, at) => {
    const own = people.filter((person) => person.at === at);
    return {
      ...{ kind, email: own[0]?.email ?? '' },
      people: own.map((person) => ({ ...person, sendId: sendIds.get(person.enrollmentId) ?? null })),
    };
  });
}

/** What is claimed when no has been said stays all that ever is. */
async function raceOne(
  stage: Stage,
  { kind, email, people }: Case,
  claim: (person: Person) => Promise<void>,
): Promise<Outcomes> {
  const already = await claims(stage, people);
  const claiming = Promise.all(people.map((person) => claimSomeTime(person, claim)));
  await pause(Math.random() * STRETCH);
  for (const person of kind === 'suppress' ? people.slice(0, 1) : people)
    await withdraw(stage, kind, person.profileId, email);
  const acknowledged = await claims(stage, people);
  await claiming;
  const after = await claims(stage, people);
  const late = after - acknowledged;
  return {
    before: acknowledged - already,
    never: people.length - (after - already),
    after: late > 0 ? [`${kind}: ${late} claimed after it was acknowledged`] : [],
  };
}

async function claimSomeTime(person: Person, claim: (person: Person) => Promise<void>): Promise<void> {
  await pause(Math.random() * STRETCH);
  await claim(person);
}

/** How often messages of people have been claimed. */
async function claims({ database }: Stage, people: readonly Person[]): Promise<number> {
  const { _sum: sum } = await database.prisma.send.aggregate({
    where: { enrollmentId: { in: people.map(({ enrollmentId }) => enrollmentId) } },
    _sum: { attempt: true },
  });
  return sum.attempt ?? 0;
}

async function withdraw(
  { engine, workspaceId, delivery }: { engine: Engine } & Pick<Stage, 'workspaceId' | 'delivery'>,
  kind: Withdrawal,
  profileId: string,
  address: string,
): Promise<void> {
  const now = Date.now();
  const recipient: Recipient = {
    ...{ sendId: randomUUID(), workspaceId, enrollmentId: '', journey: 'cart', step: 'mail', profileId },
    ...{ channel: 'email', topic: 'offers', address, isLive: true, ownAddress: address, pausedUntil: null },
    speaks: { locale: null, language: null, timezone: null },
    ...{ workspace: { name: '', locale: 'en', timezone: 'UTC' }, seals: [] },
  };
  switch (kind) {
    case 'unsubscribe':
      return unsubscribe(engine, recipient, by, now);
    case 'deny': {
      const denial = { topic: 'offers', channel: 'email', state: 'denied' } as const;
      const api = { source: 'api', actor: '', textVersion: null } as const;
      await changeConsent(engine, workspaceId, profileId, [denial], api, now);
      return;
    }
    case 'suppress':
      await suppressAddress(engine, workspaceId, { address, reason: 'manual', source: 'api' }, now);
      return;
    case 'pause':
      return pauseMessages(engine, recipient, now + 86_400_000, by, now);
    case 'erase':
      await erasePerson(
        engine,
        delivery.links,
        workspaceId,
        `id:${profileId}`,
        { source: 'api', actor: '' },
        now,
      );
  }
}
