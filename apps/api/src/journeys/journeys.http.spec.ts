import { openTestApi, type TestApi } from '../testing/open-test-api';
import { journey, template, topic } from '../testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const NEITHER = ['unknown-template', 'unknown-topic'];
const rulesIn = (json: unknown) =>
  (json as { problems: { rule: string }[] }).problems.map(({ rule }) => rule).toSorted();

describe('A journey', () => {
  it('is saved with its problems told, and stands there as it was written', async () => {
    const { status, json } = await call('PUT', '/v1/journeys/welcome', journey);
    expect([status, rulesIn(json)]).toEqual([200, NEITHER]);
    expect(json).toMatchObject({
      journey: { key: 'welcome', name: 'Welcome', state: 'draft', publishedVersion: null, draft: journey },
    });
    expect((await call('GET', '/v1/journeys/welcome')).json).toMatchObject({ draft: journey });
  });

  it('with errors is not published', async () => {
    const { status, json } = await call('POST', '/v1/journeys/welcome/publish');
    expect([status, json?.['code'], rulesIn(json)]).toEqual([422, 'journey-has-problems', NEITHER]);
    expect((await call('GET', '/v1/journeys/welcome')).json).toMatchObject({ publishedVersion: null });
  });

  it('is published once they are mended, each time as the next version', async () => {
    await call('PUT', '/v1/topics/news', topic);
    await call('PUT', '/v1/templates/hello', template);
    expect((await call('POST', '/v1/journeys/welcome/publish')).json).toMatchObject({
      version: 1,
      problems: [],
    });
    await call('PUT', '/v1/journeys/welcome', { ...journey, name: 'Welcome 2' });
    expect((await call('POST', '/v1/journeys/welcome/publish', {})).json).toMatchObject({
      version: 2,
      problems: [],
    });
    expect((await call('GET', '/v1/journeys/welcome')).json).toMatchObject({
      state: 'running',
      publishedVersion: 2,
      name: 'Welcome 2',
    });
  });

  it('keeps the versions it had', async () => {
    expect((await call('GET', '/v1/journeys/welcome/versions/1')).json).toMatchObject({
      number: 1,
      document: journey,
    });
    expect((await call('GET', '/v1/journeys/welcome/versions/2')).json).toMatchObject({
      number: 2,
      document: { name: 'Welcome 2' },
    });
    expect((await call('GET', '/v1/journeys/welcome/versions/3')).json).toMatchObject({
      status: 404,
      code: 'version-not-found',
    });
  });

  it.each([
    ['GET', '/v1/journeys/nobody'],
    ['POST', '/v1/journeys/nobody/publish'],
    ['GET', '/v1/journeys/nobody/versions/1'],
  ])('that is not there is not found: %s %s', async (method, url) => {
    expect((await call(method, url)).json).toMatchObject({
      status: 404,
      code: 'journey-not-found',
      hint: expect.any(String),
    });
  });

  it('is listed in pages, by key', async () => {
    for (const key of ['c-three', 'a-one', 'b-two'])
      await call('PUT', `/v1/journeys/${key}`, { ...journey, key });
    const first = (await call('GET', '/v1/journeys?limit=2')).json as {
      items: { key: string }[];
      next: string;
    };
    const second = (await call('GET', `/v1/journeys?limit=2&cursor=${first.next}`)).json as {
      items: { key: string }[];
      next: string | null;
    };
    expect([...first.items, ...second.items].map(({ key }) => key)).toEqual([
      'a-one',
      'b-two',
      'c-three',
      'welcome',
    ]);
    expect(second.next).toBeNull();
  });
});

describe('A document that is no journey', () => {
  it.each([
    ['nothing', {}, '/key'],
    ['no steps', { ...journey, steps: {} }, '/steps'],
    ['a setting that is none', { ...journey, colour: 'red' }, '/colour'],
    [
      'a kind that is none',
      { ...journey, steps: { pause: { kind: 'nap', next: null } } },
      '/steps/pause/kind',
    ],
    ['steps as a list', { ...journey, steps: [] }, '/steps'],
    ['a name that is a number', { ...journey, name: 7 }, '/name'],
  ])('%s: is refused with every problem, and nothing is stored', async (_, document, path) => {
    const { status, json } = await call('PUT', '/v1/journeys/broken', document);
    expect([status, json?.['code']]).toEqual([422, 'not-a-journey']);
    const problems = json?.['problems'] as { path: string; sentence: string; hint: string }[];
    expect(problems.map((problem) => problem.path)).toContain(path);
    expect(problems.every(({ sentence, hint }) => sentence !== '' && hint !== '')).toBe(true);
    expect((await call('GET', '/v1/journeys/broken')).status).toBe(404);
  });

  it('is not stored half where a better one is there already', async () => {
    const before = await call('GET', '/v1/journeys/welcome');
    await call('PUT', '/v1/journeys/welcome', { ...journey, steps: {} });
    expect((await call('GET', '/v1/journeys/welcome')).text).toBe(before.text);
  });

  it('of another key than the URL is refused', async () => {
    expect((await call('PUT', '/v1/journeys/other', journey)).json).toMatchObject({
      status: 422,
      code: 'key-differs',
      errors: [{ path: '/key' }],
    });
  });

  it('an unknown step in `next` is told as a problem of a rule, with its path', async () => {
    const document = {
      ...journey,
      key: 'lost',
      steps: { pause: { kind: 'wait', for: '1h', next: 'nowhere' } },
    };
    const { json } = await call('PUT', '/v1/journeys/lost', document);
    expect(json).toMatchObject({
      problems: [{ rule: 'unknown-step', severity: 'error', step: 'pause', path: '/steps/pause/next' }],
    });
    expect((await call('POST', '/v1/journeys/lost/publish')).json).toMatchObject({
      status: 422,
      code: 'journey-has-problems',
    });
  });
});

describe('Checking a document', () => {
  it('tells the problems and saves nothing', async () => {
    expect(await call('POST', '/v1/journeys/check', { ...journey, key: 'unsaved' })).toMatchObject({
      status: 200,
      json: { problems: [] },
    });
    expect((await call('GET', '/v1/journeys/unsaved')).status).toBe(404);
  });

  it('also of what is no journey, as problems', async () => {
    const { status, json } = await call('POST', '/v1/journeys/check', {});
    expect([status, new Set(rulesIn(json))]).toEqual([200, new Set(['not-a-journey'])]);
  });
});

describe('A published journey', () => {
  it('is paused and resumed; the same again changes nothing', async () => {
    for (const [action, state] of [
      ['pause', 'paused'],
      ['pause', 'paused'],
      ['resume', 'running'],
      ['resume', 'running'],
    ]) {
      expect((await call('POST', `/v1/journeys/welcome/${action}`)).json).toMatchObject({ state });
    }
  });

  it.each([
    ['an hour', { skipOverdueBy: '1h' }, 200],
    ['no length of time', { skipOverdueBy: '1 hour' }, 400],
    ['a number', { skipOverdueBy: 60 }, 400],
    ['a setting that is none', { skip: '1h' }, 400],
  ])('is resumed with %s to skip by, or not: %j', async (_, json, status) => {
    await call('POST', '/v1/journeys/welcome/pause');
    expect((await call('POST', '/v1/journeys/welcome/resume', json)).status).toBe(status);
    await call('POST', '/v1/journeys/welcome/resume');
  });

  it('is stopped, paused or not; from then on only publishing opens it', async () => {
    await call('PUT', '/v1/journeys/brief', { ...journey, key: 'brief' });
    await call('POST', '/v1/journeys/brief/publish');
    for (const [action, status, answer] of [
      ['pause', 200, { state: 'paused' }],
      ['stop', 200, { state: 'stopped' }],
      ['stop', 200, { state: 'stopped' }],
      ['pause', 409, { code: 'journey-not-running' }],
      ['resume', 409, { code: 'journey-not-paused' }],
      ['publish', 200, { version: 2 }],
    ] as const) {
      const { status: answered, json } = await call('POST', `/v1/journeys/brief/${action}`);
      expect([action, answered, json]).toMatchObject([action, status, answer]);
    }
  });

  it('that was never published cannot be', async () => {
    await call('PUT', '/v1/journeys/unpublished', { ...journey, key: 'unpublished' });
    const { status, json } = await call('POST', '/v1/journeys/unpublished/pause');
    expect([status, json?.['code']]).toEqual([409, 'journey-not-running']);
    expect((await call('POST', '/v1/journeys/nothing/resume')).status).toBe(404);
  });
});
