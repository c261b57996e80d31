import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import type { Incoming } from './index';
import { changeConsent, recordEngagement } from './index';
import { event, openStage, type Stage } from './testing/stage';

const waiting = {
  ...{
    key: 'waiting',
    trigger: { event: 'Cart Updated' },
    exit: [{ event: 'Order Completed' }],
    start: 'hold',
  },
  steps: {
    hold: {
      ...{ kind: 'waitFor', paths: [{ name: 'asked', event: 'Question Asked', next: null }] },
      ...{ timeout: '1d', onTimeout: null },
    },
  },
} as const;
const keyed = {
  ...waiting,
  key: 'keyed',
  trigger: { event: 'Basket Updated' },
  entry: { key: 'event.basket' },
};
const once = { ...waiting, key: 'once', trigger: { event: 'Signed Up' }, entry: { again: 'never' } } as const;
const each = { ...waiting, key: 'each', trigger: { event: 'Ordered' }, entry: { again: 'always' } } as const;

describe('two profiles that are one person', () => {
  let stage: Stage;
  let ana = '';
  let visitor = '';
  beforeAll(async () => {
    stage = await openStage();
    for (const journey of [waiting, keyed, once, each]) await stage.publish(journey);
  });
  beforeEach(() => {
    ana = `ana-${randomUUID()}`;
    visitor = `visitor-${randomUUID()}`;
  });
  afterAll(() => stage.close());

  const asAna = (name: string, properties = {}, more: Partial<Incoming> = {}) =>
    event(name, properties, { userId: ana, anonymousId: null, ...more });
  const asVisitor = (name: string, properties = {}, more: Partial<Incoming> = {}) =>
    event(name, properties, { userId: null, anonymousId: visitor, ...more });
  const identify = (more: Partial<Incoming> = {}): Partial<Incoming> => ({
    ...{ type: 'identify', name: 'Identified', traits: {}, userId: ana, anonymousId: visitor, ...more },
  });
  const begin = async (one: Partial<Incoming>): Promise<string> =>
    (await stage.record(one))[0]?.began[0] ?? '';
  const profileOf = async (one: Partial<Incoming>): Promise<string> =>
    (await stage.record(one))[0]?.profileId ?? '';
  const runOf = (id: string) => stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
  const prisma = () => stage.database.prisma;

  test('have the attributes of both, each as it was written last, and the names of both', async () => {
    const now = Date.now();
    await stage.record(
      asAna('Identified', {}, { traits: { plan: 'free', city: 'Porto' }, timestamp: now - 2_000 }),
      asVisitor('Identified', {}, { traits: { plan: 'vip', colour: 'blue' }, timestamp: now - 1_000 }),
      asAna('Identified', {}, { traits: { colour: null }, timestamp: now - 500 }),
    );
    const id = await profileOf(identify());
    const profile = await prisma().profile.findUniqueOrThrow({ where: { id } });
    expect(profile.attributes).toEqual({ plan: 'vip', city: 'Porto' });
    const names = await prisma().profileIdentifier.findMany({ where: { profileId: id } });
    expect(names.map(({ value }) => value).toSorted()).toEqual([ana, visitor]);
  });

  test('the one with a userId stays, and the other leads to it, through all that were merged before', async () => {
    const first = await profileOf(asVisitor('Looked'));
    const other = `visitor-${randomUUID()}`;
    const second = await profileOf(asVisitor('Looked', {}, { anonymousId: other }));
    const third = await profileOf(asAna('Looked'));
    const bob = `bob-${randomUUID()}`;
    const fourth = await profileOf(asAna('Looked', {}, { userId: bob }));
    await stage.record(identify(), identify({ anonymousId: other }));
    await stage.record({ type: 'alias', userId: bob, previousId: ana, sentWith: 'secret' });
    const heads = await prisma().profileHead.findMany({ where: { id: { in: [first, second, fourth] } } });
    expect(heads.map(({ state, mergedInto }) => [state, mergedInto])).toEqual(
      heads.map(() => ['merged', third]),
    );
    expect(await prisma().profile.findMany({ where: { id: { in: [first, second, fourth] } } })).toEqual([]);
  });

  describe('their runs', () => {
    test('of one journey: the older goes on, the other exits, and Temporal is told', async () => {
      const older = await begin(asVisitor('Cart Updated'));
      const younger = await begin(asAna('Cart Updated'));
      const before = stage.pokes.length;
      await stage.record(identify());
      expect(await runOf(older)).toMatchObject({ state: 'active' });
      expect(await runOf(younger)).toMatchObject({ state: 'exited', because: 'merged' });
      expect((await runOf(older)).profileId).toBe((await runOf(younger)).profileId);
      expect(stage.pokes.slice(before).map((poke) => poke.enrollmentId)).toEqual([younger]);
      expect((await stage.story(younger)).at(-1)).toBe(
        'hold ended: merged: two profiles became one, and its older run goes on',
      );
      expect((await stage.story(older)).at(-1)).toMatch('two profiles became one person');
    });

    test.each<[string, object, object, object, readonly string[]]>([
      [
        'under two keys both go on',
        { name: 'Basket Updated' },
        { basket: 1 },
        { basket: 2 },
        ['active', 'active'],
      ],
      [
        'under one key one goes on',
        { name: 'Basket Updated' },
        { basket: 1 },
        { basket: 1 },
        ['active', 'exited'],
      ],
      ['that are entered always go on', { name: 'Ordered' }, {}, {}, ['active', 'active']],
      ['that are entered once: the older', { name: 'Signed Up' }, {}, {}, ['active', 'exited']],
    ])('%s', async (_, { name }: { name?: string }, one, two, states) => {
      const older = await begin(asVisitor(name ?? '', one));
      const younger = await begin(asAna(name ?? '', two));
      await stage.record(identify());
      expect([await stage.stateOf(older), await stage.stateOf(younger)]).toEqual(states);
    });

    test('once means once for the two: a run that has ended counts, and so does one of either', async () => {
      const older = await begin(asVisitor('Signed Up'));
      await stage.record(asVisitor('Order Completed'));
      const younger = await begin(asAna('Signed Up', {}, { timestamp: Date.now() + 1 }));
      await stage.record(identify());
      expect([await stage.stateOf(older), await stage.stateOf(younger)]).toEqual(['exited', 'exited']);
      const [again] = await stage.record(asAna('Signed Up', {}, { timestamp: Date.now() + 2 }));
      expect(again).toMatchObject({ began: [], refused: [{ reason: 'entered-before' }] });
    });

    test('that had waited for what the other has done since are woken by it, and ended by what ends them', async () => {
      const asker = await begin(asVisitor('Cart Updated'));
      await stage.record(asAna('Question Asked'));
      const before = stage.pokes.length;
      await stage.record(identify());
      expect(stage.pokes.slice(before).map((poke) => poke.enrollmentId)).toEqual([asker]);
      expect(await stage.advance(asker)).toEqual({ kind: 'ended' });
      expect(await stage.story(asker)).toContain("hold decided: takes 'asked'");
    });

    test('are ended by what the other has done since', async () => {
      const buyer = await begin(asVisitor('Cart Updated'));
      await stage.record(asAna('Order Completed'));
      await stage.record(identify());
      expect(await runOf(buyer)).toMatchObject({ state: 'exited', because: 'Order Completed arrived' });
    });

    test.each<[string, JsonObject, string, string]>([
      ['an attribute of the other', { field: 'profile.plan', op: 'eq', value: 'vip' }, 'watched', 'exited'],
      ['the history of both', { did: 'Order Completed', atLeast: 2 }, 'watched', 'exited'],
      ['an attribute of nobody', { field: 'profile.plan', op: 'eq', value: 'gold' }, 'watched', 'active'],
    ])('are ended by a condition that holds by %s', async (_, condition, key, state) => {
      const name = `watched-${randomUUID()}`;
      await stage.publish({
        ...{ key: name, trigger: { event: name }, exit: [{ if: condition, reason: key }], start: 'hold' },
        steps: { hold: { kind: 'wait', for: '1d', next: null } },
      });
      await stage.record(asAna('Identified', {}, { traits: { plan: 'vip' } }), asAna('Order Completed'));
      await stage.record(asVisitor('Order Completed'));
      const run = await begin(asVisitor(name));
      expect(await stage.stateOf(run)).toBe('active');
      await stage.record(identify());
      expect(await stage.stateOf(run)).toBe(state);
    });

    test('that wait for a condition which holds of the two go on', async () => {
      const name = `patient-${randomUUID()}`;
      const paths = [{ name: 'rich', if: { field: 'profile.plan', op: 'eq', value: 'vip' }, next: null }];
      await stage.publish({
        ...{ key: name, trigger: { event: name }, start: 'hold' },
        steps: { hold: { kind: 'waitFor', paths, timeout: '1d', onTimeout: null } },
      });
      await stage.record(asAna('Identified', {}, { traits: { plan: 'vip' } }));
      const run = await begin(asVisitor(name));
      await stage.advance(run);
      await stage.record(identify());
      expect(await stage.advance(run)).toEqual({ kind: 'ended' });
      expect(await stage.story(run)).toContain('hold woken: Profiles Merged arrived');
    });

    test('are not touched by what the other had done before', async () => {
      await stage.record(asAna('Order Completed'), asAna('Question Asked'));
      const run = await begin(asVisitor('Cart Updated', {}, { timestamp: Date.now() + 1 }));
      await stage.record(identify());
      expect(await stage.stateOf(run)).toBe('active');
      expect(
        (await prisma().enrollmentWait.findUniqueOrThrow({ where: { enrollmentId: run } })).wonPath,
      ).toBeNull();
    });
  });

  test('consent: what one of them denied is denied, and the log says that it was the merge', async () => {
    const [host, guest] = [await profileOf(asAna('Looked')), await profileOf(asVisitor('Looked'))];
    const by = { source: 'recipient', actor: '', textVersion: null } as const;
    const say = (id: string, state: 'granted' | 'denied') =>
      changeConsent(
        stage.engine,
        stage.workspaceId,
        id,
        [{ topic: 'offers', channel: 'email', state }],
        by,
        0,
      );
    await say(host, 'granted');
    await say(guest, 'denied');
    const id = await profileOf(identify());
    expect(await prisma().consent.findMany({ where: { profileId: id } })).toMatchObject([
      { state: 'denied' },
    ]);
    const log = await prisma().consentLog.findMany({ where: { profileId: id }, orderBy: { source: 'asc' } });
    expect(log.map(({ source, state }) => `${source} ${state}`).toSorted()).toEqual([
      'merge denied',
      'recipient denied',
      'recipient granted',
    ]);
  });

  test('a visitor enters a journey and says who they are: the mail goes to the address of the person', async () => {
    await stage.publish({
      ...{ key: 'visit', trigger: { event: 'Visited' }, start: 'hold' },
      steps: {
        hold: { kind: 'wait', for: '1h', next: 'mail' },
        mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
      },
    });
    const email = `${ana}@example.com`;
    await stage.record(asAna('Identified', {}, { traits: { email } }));
    const run = await begin(asVisitor('Visited'));
    await stage.record(identify());
    expect(await stage.advance(run, Date.now() + 3_600_001)).toEqual({ kind: 'ended' });
    const sends = await prisma().send.findMany({ where: { enrollmentId: run } });
    expect(sends).toMatchObject([
      { address: email, state: 'ACCEPTED', profileId: (await runOf(run)).profileId },
    ]);
  });

  test('messages keep their ids, and what comes back about them is of the joined person', async () => {
    const email = `${visitor}@example.com`;
    await stage.publish({
      ...{ key: `mail-${visitor}`, trigger: { event: `Mail ${visitor}` }, start: 'mail' },
      steps: {
        mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'clicked' },
        clicked: {
          ...{ kind: 'waitFor', paths: [{ name: 'clicked', event: 'Email Clicked', next: null }] },
          ...{ timeout: '1d', onTimeout: null },
        },
      },
    });
    await stage.record(asVisitor('Identified', {}, { traits: { email } }), asAna('Looked'));
    const run = await begin(asVisitor(`Mail ${visitor}`));
    await stage.advance(run);
    const [before] = await prisma().send.findMany({ where: { enrollmentId: run } });
    await stage.record(identify());
    const clicked = { sendId: before?.id ?? '', name: 'Email Clicked', details: {}, at: Date.now() } as const;
    await recordEngagement(
      stage.engine,
      stage.workspaceId,
      [{ ...clicked, messageId: randomUUID() }],
      Date.now(),
    );
    expect(await stage.advance(run)).toEqual({ kind: 'ended' });
    expect(await stage.story(run)).toContain("clicked decided: takes 'clicked'");
    expect(await prisma().send.findMany({ where: { enrollmentId: run } })).toMatchObject([
      { id: before?.id },
    ]);
  });

  test('the path that chance gave first stays, whoever stays', async () => {
    const profiles = [await profileOf(asAna('Looked')), await profileOf(asVisitor('Looked'))];
    const { id: journeyId } = await prisma().journey.findFirstOrThrow({ where: { key: 'waiting' } });
    const rows = profiles.flatMap((profileId, n) =>
      ['one', 'two'].map((step, m) => ({
        ...{ profileId, journeyId, step, workspaceId: stage.workspaceId, path: `of ${n}` },
        at: new Date(n === m ? 1_000 : 2_000),
      })),
    );
    const own = { ...rows[3], step: 'three' } as (typeof rows)[number];
    await prisma().variant.createMany({ data: [...rows, own] });
    const profileId = await profileOf(identify());
    const left = await prisma().variant.findMany({ where: { journeyId }, orderBy: { step: 'asc' } });
    expect(left.map((one) => [one.profileId, one.step, one.path])).toEqual([
      [profileId, 'one', 'of 0'],
      [profileId, 'three', 'of 1'],
      [profileId, 'two', 'of 1'],
    ]);
  });
});
