import { openEngine, sweepPublishes } from '#enrollments';
import { openTestApi, type TestApi } from '../testing/open-test-api';
import { journey, template, topic } from '../testing/seed';

const { mail } = journey.steps;
const hold = { kind: 'wait', for: '2d', next: 'mail' };

/** Each test has a journey of its own; people enter it by an event of its name. */
let count = 0;
let key = '';
let trigger = { event: '' };
const first = () => ({ ...journey, key, trigger });
const next = () => ({ ...first(), start: 'hold', steps: { hold, mail } });

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await call('PUT', '/v1/topics/news', topic);
  await call('PUT', '/v1/templates/hello', template);
});
beforeEach(async () => {
  key = `journey-${(count += 1)}`;
  trigger = { event: key };
  await save(first());
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const save = (document: object) => call('PUT', `/v1/journeys/${key}`, document);
const publish = (json?: object) => call('POST', `/v1/journeys/${key}/publish`, json);
const enter = (userId: string) => call('POST', '/v1/track', { userId, event: key });
const journeyNow = async () => (await call('GET', `/v1/journeys/${key}`)).json;
const people = async () => (await call('GET', `/v1/enrollments?journey=${key}`)).json?.['items'];
const moveAll = async () => {
  const engine = openEngine(api.database, () => undefined);
  while ((await sweepPublishes(engine, 10, Date.now())) > 0);
};
const byMe = async () => {
  const { id, hint, label } = await api.database.prisma.apiKey.findFirstOrThrow({
    where: { workspaceId: api.mine.id, kind: 'secret' },
  });
  return { id, hint, label };
};

describe('Publishing with people inside', () => {
  beforeEach(async () => {
    await publish();
    await enter('ana');
    await enter('ben');
    await save(next());
  });

  it('tells who stands where and what happens to them, and whose exit rules hold', async () => {
    const { status, json } = await publish({ people: { pause: { move: 'hold' } } });
    expect([status, json]).toMatchObject([200, { version: 2, dryRun: false, problems: [] }]);
    expect(json?.['people']).toEqual([
      {
        ...{ version: 1, step: 'pause', people: 2, policy: { move: 'hold' } },
        fate: expect.stringContaining("begin step 'hold' of version 2 afresh"),
      },
    ]);
    expect(json?.['note']).toContain('Exit rules and the goal are those of the version a person is in');
  });

  it.each([
    ['nothing', undefined, 'keep', 'go on where they are, in version 1'],
    ['that they are kept', { people: { pause: 'keep' } }, 'keep', 'go on where they are, in version 1'],
    ['that they leave', { people: { pause: 'exit' } }, 'exit', 'are taken out'],
  ])('where %s is said of them', async (_, wish, policy, fate) => {
    const { json } = await publish(wish);
    expect(json?.['people']).toMatchObject([{ step: 'pause', policy, fate: expect.stringContaining(fate) }]);
  });

  it('as a dry run answers the same and changes nothing', async () => {
    const before = await journeyNow();
    const wish = { people: { pause: { move: 'hold' } } };
    const { json: tried } = await publish({ ...wish, dryRun: true });
    expect(await journeyNow()).toEqual(before);
    expect((await call('GET', `/v1/journeys/${key}/versions/2`)).status).toBe(404);
    const { prisma } = api.database;
    const { id: journeyId } = await prisma.journey.findFirstOrThrow({ where: { key } });
    const publishes = await prisma.publish.findMany({ where: { journeyId } });
    const noted = await prisma.publishPerson.count({
      where: { publishId: { in: publishes.map(({ id }) => id) } },
    });
    expect([publishes.length, noted]).toEqual([1, 0]);
    const { json } = await publish(wish);
    expect(tried).toEqual({ ...json, dryRun: true, publishId: null });
  });

  it('tells its progress, and who did it with which key; and so does its undoing', async () => {
    const { json } = await publish({ people: { pause: { move: 'hold' } } });
    const url = `/v1/publishes/${String(json?.['publishId'])}`;
    const by = await byMe();
    const row = { version: 1, step: 'pause', people: 2, policy: { move: 'hold' } };
    const nobody = { waiting: 0, moved: 0, exited: 0, left: 0, ended: 0, kept: 0, returned: 0, stayed: 0 };
    expect((await call('GET', url)).json).toMatchObject({
      ...{ journey: key, version: 2, rollbackTo: null, previousVersion: 1, state: 'applying', by },
      ...{ appliedAt: null, undo: null, people: [{ ...row, ...nobody, waiting: 2 }] },
    });
    await moveAll();
    expect((await call('GET', url)).json).toMatchObject({
      ...{ state: 'applied', appliedAt: expect.any(String), people: [{ ...row, ...nobody, moved: 2 }] },
    });
    for (const state of ['undoing', 'undoing'])
      expect((await call('POST', `${url}/undo`)).json).toMatchObject({ state, undo: { by, doneAt: null } });
    expect(await journeyNow()).toMatchObject({ publishedVersion: 1 });
    await moveAll();
    expect((await call('GET', url)).json).toMatchObject({
      ...{ state: 'undone', undo: { by, doneAt: expect.any(String) } },
      people: [{ ...row, ...nobody, returned: 2 }],
    });
    expect((await call('POST', `${url}/undo`)).json).toMatchObject({ state: 'undone' });
  });

  it('with policies that cannot be is refused, with each place, and nothing is published', async () => {
    const { status, json } = await publish({ people: { puase: 'exit', pause: { move: 'holt' } } });
    expect([status, json?.['code']]).toEqual([422, 'people-have-problems']);
    expect(json?.['problems']).toEqual([
      expect.objectContaining({ rule: 'unknown-step', path: '/people/puase', hint: "Did you mean 'pause'?" }),
      expect.objectContaining({ rule: 'unknown-move-target', path: '/people/pause/move' }),
    ]);
    expect(json?.['errors']).toHaveLength(2);
    expect(await journeyNow()).toMatchObject({ publishedVersion: 1 });
  });

  it.each([
    ['a policy that is none', { people: { pause: 'leave' } }, '/people/pause'],
    ['a move to nowhere', { people: { pause: { move: '' } } }, '/people/pause/move'],
    ['a move with more to it', { people: { pause: { move: 'hold', now: true } } }, '/people/pause/now'],
    ['people as a list', { people: [] }, '/people'],
    ['a dry run that is a word', { dryRun: 'yes' }, '/dryRun'],
    ['a setting that is none', { force: true }, '/force'],
  ])('%s is not taken', async (_, json, path) => {
    expect((await publish(json)).json).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ path }],
    });
  });

  it('is not seen, nor undone, from another workspace', async () => {
    const { json } = await publish();
    const url = `/v1/publishes/${String(json?.['publishId'])}`;
    const theirs = { key: api.theirs.keys.secret };
    for (const [method, address] of [
      ['GET', url],
      ['POST', `${url}/undo`],
    ] as const)
      expect((await api.call(method, address, theirs)).json).toMatchObject({ code: 'publish-not-found' });
  });
});

describe('Going back to an earlier version', () => {
  beforeEach(async () => {
    await publish();
    await save(next());
    await publish();
    await enter('ana');
  });
  const rollback = (json: object) => call('POST', `/v1/journeys/${key}/rollback`, json);

  it('publishes its document again, as a version of its own; the draft stays', async () => {
    expect((await rollback({ to: 1 })).json).toMatchObject({
      version: 3,
      people: [{ version: 2, step: 'hold', people: 1, policy: 'keep' }],
    });
    expect((await call('GET', `/v1/journeys/${key}/versions/3`)).json).toMatchObject({ document: first() });
    expect(await journeyNow()).toMatchObject({ publishedVersion: 3, draft: next() });
  });

  it('moves people, and is undone, as any publish', async () => {
    const wish = { to: 1, people: { hold: { move: 'pause' } } };
    expect((await rollback({ ...wish, dryRun: true })).json).toMatchObject({ version: 3, publishId: null });
    const { json } = await rollback(wish);
    await moveAll();
    const url = `/v1/publishes/${String(json?.['publishId'])}`;
    expect((await call('GET', url)).json).toMatchObject({ rollbackTo: 1, people: [{ moved: 1 }] });
    expect(await people()).toMatchObject([{ version: 3, step: 'pause' }]);
    await call('POST', `${url}/undo`);
    await moveAll();
    expect(await people()).toMatchObject([{ version: 2, step: 'hold' }]);
    expect(await journeyNow()).toMatchObject({ publishedVersion: 2 });
  });

  it.each([[{}], [{ to: 0 }], [{ to: '1' }], [{ to: 1.5 }]])('needs a version: %j', async (json) => {
    expect((await rollback(json)).json).toMatchObject({ code: 'invalid-request', errors: [{ path: '/to' }] });
  });
});

describe('Publishing and deleting at once', () => {
  it('ends with the one or the other: nobody enters a journey that is deleted', async () => {
    for (let round = 1; round <= 5; round += 1) {
      await save(first());
      const [published] = await Promise.all([publish(), call('DELETE', `/v1/journeys/${key}`)]);
      const { deletedAt, state } = await api.database.prisma.journey.findFirstOrThrow({
        where: { key },
      });
      expect([200, 404]).toContain(published.status);
      expect([state, deletedAt !== null]).not.toEqual(['running', true]);
    }
  });
});
