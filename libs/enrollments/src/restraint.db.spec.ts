import { randomUUID } from 'node:crypto';
import { updateWorkspace, type WorkspaceChange } from '#database';
import { deliverSend, openPermits, type Delivery } from '#delivery';
import { mailAtOnce, playSend } from './testing/play-send';
import { scriptProvider } from './testing/scripted-provider';
import { event, openStage, type Stage } from './testing/stage';

const HOUR = 3_600_000;

describe('a workspace that restrains its marketing', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish({ ...mailAtOnce, entry: { again: 'always' } });
  });
  afterAll(() => stage.close());

  const set = (change: WorkspaceChange) => updateWorkspace(stage.database, stage.workspaceId, change);
  /** Quiet hours (UTC) that begin and end so long after an instant. */
  const quiet = (at: number, from: number, to: number) => {
    const clock = (instant: number): string => new Date(instant).toISOString().slice(11, 16);
    return { quietHours: { from: clock(at + from), to: clock(at + to) } };
  };

  describe('by quiet hours', () => {
    afterEach(() => set({ quietHours: null }));
    const now = Date.now();
    const lastNight = now - 12 * HOUR;

    test('holds a message until they end, says so in the log, and then sends it', async () => {
      await set(quiet(lastNight, -HOUR, HOUR));
      const { id, provider, turn, work, send } = await playSend(stage, []);
      const rest = await turn(lastNight);
      const held = await stage.database.prisma.send.findFirstOrThrow({ where: { enrollmentId: id } });
      expect(held).toMatchObject({ state: 'HELD', attempt: 0 });
      const until = held.heldUntil?.getTime() ?? 0;
      expect(until - lastNight).toBeGreaterThan(58 * 60_000);
      expect(until - lastNight).toBeLessThanOrEqual(HOUR + 15 * 60_000);
      expect(rest).toMatchObject({ kind: 'until', at: until });
      expect(await stage.story(id)).toContainEqual(
        expect.stringMatching(/^mail rested: held by quiet hours until .* \(UTC\)$/),
      );
      expect(await turn(until - 1)).toMatchObject({ kind: 'until', at: until });
      expect(provider.asked()).toBe(0);
      expect(await work()).toBe('ended');
      expect(await send()).toMatchObject({ state: 'ACCEPTED', attempt: 1 });
    });

    test('judges it anew when they end: who has opted out meanwhile does not get it', async () => {
      await set(quiet(lastNight, -HOUR, HOUR));
      const { profileId, provider, turn, work, send } = await playSend(stage, []);
      await turn(lastNight);
      const denied = { profileId, topic: 'offers', channel: 'email', workspaceId: stage.workspaceId };
      await stage.database.prisma.consent.create({
        data: { ...denied, state: 'denied', updatedAt: new Date() },
      });
      expect(await work()).toBe('ended');
      expect(provider.asked()).toBe(0);
      expect(await send()).toMatchObject({ state: 'REFUSED', reason: 'no-consent' });
    });

    test('holds it again where its time comes in quiet hours, and its run is due when they end', async () => {
      await set(quiet(lastNight, -HOUR, HOUR));
      const { id, work, turn } = await playSend(stage, []);
      await turn(lastNight);
      await set(quiet(now, -HOUR, 2 * HOUR));
      expect(await work()).toBe('until');
      const { heldUntil } = await stage.database.prisma.send.findFirstOrThrow({
        where: { enrollmentId: id },
      });
      expect(heldUntil?.getTime()).toBeGreaterThan(now + HOUR);
      const run = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
      expect(run.dueAt).toEqual(heldUntil);
    });

    test('holds what was to leave, and could not before they began', async () => {
      const { work, send, turn } = await playSend(stage, ['is-away']);
      await turn();
      expect(await send()).toMatchObject({ state: 'PLANNED' });
      await set(quiet(now, -HOUR, 2 * HOUR));
      expect(await work()).toBe('until');
      expect(await send()).toMatchObject({ state: 'HELD' });
    });

    test('refuses what was held back for more than three days', async () => {
      const fourDaysAgo = lastNight - 84 * HOUR;
      await set(quiet(fourDaysAgo, -HOUR, HOUR));
      const { turn, work, send } = await playSend(stage, []);
      await turn(fourDaysAgo);
      await set(quiet(now, -HOUR, 2 * HOUR));
      expect(await work()).toBe('ended');
      expect(await send()).toMatchObject({ state: 'REFUSED', reason: 'held-too-long' });
    });
  });

  describe('by caps', () => {
    beforeAll(() => set({ caps: [{ atMost: 3, within: '7d' }] }));
    afterAll(() => set({ caps: [] }));

    async function runsOf(userId: string, count: number): Promise<readonly string[]> {
      await stage.record({ userId, traits: { email: `${userId}@example.com` } });
      const begun = await stage.record(
        ...Array.from({ length: count }, () => event('Cart Updated', {}, { userId })),
      );
      return begun.flatMap(({ began }) => began);
    }
    const outcomes = async (ids: readonly string[]): Promise<Record<string, number>> => {
      const sends = await stage.database.prisma.send.findMany({ where: { enrollmentId: { in: [...ids] } } });
      const keys = sends.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`));
      return Object.fromEntries([...new Set(keys)].map((key) => [key, keys.filter((k) => k === key).length]));
    };

    test('sends exactly as many as it may, of fifty at once to one person', async () => {
      const ids = await runsOf(`person-${randomUUID()}`, 50);
      await Promise.all(ids.map((id) => stage.advance(id)));
      expect(await outcomes(ids)).toEqual({ ACCEPTED: 3, 'REFUSED capped': 47 });
    });

    test('also where turns and deliveries claim at once', async () => {
      const provider = scriptProvider({ acts: [], dedupes: false });
      const busy: Delivery = {
        ...stage.delivery,
        ...{ provider: { ...provider, keyOf: () => 'key' }, permits: openPermits({ perKey: 0 }) },
      };
      const free: Delivery = { ...stage.delivery, provider };
      const ids = await runsOf(`person-${randomUUID()}`, 20);
      const planned = ids.slice(0, 10);
      await Promise.all(planned.map((id) => stage.advance(id, undefined, busy)));
      expect(await outcomes(planned)).toEqual({ 'PLANNED no-permit': 10 });
      const sends = await stage.database.prisma.send.findMany({ where: { enrollmentId: { in: planned } } });
      await Promise.all([
        ...sends.map(({ id }) => deliverSend(free, stage.workspaceId, id)),
        ...ids.slice(10).map((id) => stage.advance(id, undefined, free)),
      ]);
      expect(await outcomes(ids)).toEqual({ ACCEPTED: 3, 'REFUSED capped': 17 });
      expect(provider.asked()).toBe(3);
    });

    test('counts what may have left, and not what has certainly not', async () => {
      const userId = `person-${randomUUID()}`;
      const ids = await runsOf(userId, 6);
      const acts = ['rejects-it', 'takes-it-and-breaks-off', 'takes-it', 'takes-it', 'takes-it'] as const;
      const delivery = { ...stage.delivery, provider: scriptProvider({ acts, dedupes: false }) };
      for (const id of ids) await stage.advance(id, undefined, delivery);
      const counted = await outcomes(ids);
      expect(counted).toMatchObject({ ACCEPTED: 2, 'REFUSED capped': 2 });
      expect(Object.keys(counted).filter((key) => /^(FAILED|UNKNOWN)/.test(key))).toHaveLength(2);
    });
  });

  test('by a holdout: whoever is in it gets nothing, always; the others get everything', async () => {
    await set({ holdout: { percent: 50 } });
    const outcomeOf = async (userId: string): Promise<string> => {
      await stage.record({ userId, traits: { email: `${userId}@example.com` } });
      const [begun] = await stage.record(event('Cart Updated', {}, { userId }));
      const [id = ''] = begun?.began ?? [];
      await stage.advance(id);
      const send = await stage.database.prisma.send.findFirstOrThrow({ where: { enrollmentId: id } });
      return send.reason ?? send.state;
    };
    const people = Array.from({ length: 24 }, () => `person-${randomUUID()}`);
    const first = await Promise.all(people.map(outcomeOf));
    expect(new Set(first)).toEqual(new Set(['holdout', 'ACCEPTED']));
    expect(await Promise.all(people.map(outcomeOf))).toEqual(first);
    await set({ holdout: null });
    expect(new Set(await Promise.all(people.map(outcomeOf)))).toEqual(new Set(['ACCEPTED']));
  });
});
