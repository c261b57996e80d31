import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import { event, openStage, type Stage } from './testing/stage';

const splitting = (a: number, more: JsonObject = {}): JsonObject & { readonly key: string } => ({
  key: 'ab',
  trigger: { event: 'Began' },
  start: 'ab',
  steps: {
    ab: {
      kind: 'split',
      paths: [
        { name: 'a', share: a, next: 'a' },
        { name: 'b', share: 100 - a, next: 'b' },
      ],
    },
    a: { kind: 'exit', reason: 'a' },
    b: { kind: 'exit', reason: 'b' },
  },
  ...more,
});

describe('the path that a split gives', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  /** Which path somebody takes who begins the journey now. */
  async function pathOf(userId: string): Promise<string | undefined> {
    const [recorded] = await stage.record(event('Began', {}, { userId }));
    const [id = ''] = recorded?.began ?? [];
    await stage.advance(id);
    return (await stage.story(id)).at(-1);
  }

  test('is kept when shares change; who comes for the first time is given one by the new shares', async () => {
    const people = Array.from({ length: 8 }, () => `person-${randomUUID()}`);
    await stage.publish(splitting(100));
    for (const userId of people) expect(await pathOf(userId)).toBe('a ended: a');
    await stage.publish(splitting(0));
    for (const userId of people) expect(await pathOf(userId)).toBe('a ended: a');
    expect(await pathOf(`person-${randomUUID()}`)).toBe('b ended: b');
  });

  test('is of one journey, and of one step', async () => {
    const userId = `person-${randomUUID()}`;
    await stage.publish(splitting(100));
    expect(await pathOf(userId)).toBe('a ended: a');
    await stage.publish({ ...splitting(0), key: 'another', trigger: { event: 'Asked' } });
    const [recorded] = await stage.record(event('Asked', {}, { userId }));
    const [id = ''] = recorded?.began ?? [];
    await stage.advance(id);
    expect((await stage.story(id)).at(-1)).toBe('b ended: b');
  });

  test('is the first that a person was given, also where that was before a merge', async () => {
    const [userId, anonymousId] = [`person-${randomUUID()}`, `visitor-${randomUUID()}`];
    await stage.publish(splitting(100));
    const [recorded] = await stage.record(event('Began', {}, { userId: null, anonymousId }));
    await stage.advance(recorded?.began[0] ?? '');
    await stage.publish(splitting(0));
    expect(await pathOf(userId)).toBe('b ended: b');
    await stage.record({ userId, anonymousId, traits: { plan: 'free' } });
    expect(await stage.database.prisma.variant.count()).toBe(1);
    expect(await pathOf(userId)).toBe('a ended: a');
  });

  test('whose name is gone is given anew', async () => {
    const userId = `person-${randomUUID()}`;
    await stage.publish(splitting(100));
    await pathOf(userId);
    const renamed = JSON.stringify(splitting(100)).replace('"name":"a"', '"name":"c"');
    await stage.publish(JSON.parse(renamed) as ReturnType<typeof splitting>);
    expect(await pathOf(userId)).toBe('a ended: a');
    const rows = await stage.database.prisma.variant.findMany();
    expect(rows).toMatchObject([{ step: 'ab', path: 'c' }]);
  });
});

test('the names of events that came are kept, each once, for hints', async () => {
  const stage = await openStage();
  await stage.record(event('Bought'), event('Bought'), event('Looked'));
  await stage.record(event('Bought'));
  const rows = await stage.database.prisma.eventName.findMany({ orderBy: { name: 'asc' } });
  expect(rows.map(({ name }) => name)).toEqual(['Bought', 'Looked']);
  await stage.close();
});
