import { noteEventNames } from '#database';
import {
  misshapen,
  sound,
  unpublishable,
  WORKSPACE,
  type Wrong,
} from '../../../../test/fixtures/wrong-journeys';
import { openTestApi, type TestApi } from '../testing/open-test-api';
import { template, topic } from '../testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  const { templates, topics, audiences, events } = WORKSPACE;
  for (const key of templates) await call('PUT', `/v1/templates/${key}`, template);
  for (const key of topics) await call('PUT', `/v1/topics/${key}`, topic);
  for (const key of audiences) await call('PUT', `/v1/audiences/${key}`, { name: key });
  await noteEventNames(api.database, api.mine.id, events);
});
afterAll(() => api.close());

const call = (method: string, url: string, json: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, json });

/** How long one answer may take (ms): none of these documents is worth more. */
const PATIENCE = 5_000;

const isAnObject = ({ document }: Wrong): boolean =>
  typeof document === 'object' && document !== null && !Array.isArray(document);
/** What is too big for a document is not read at all. */
const isTooBig = ({ document }: Wrong): boolean => Buffer.byteLength(JSON.stringify(document)) > 200_000;
/** What the whole of a document says of time hangs on the day. */
const isOfToday = ({ problem }: Wrong): boolean => problem.rule === 'wait-in-the-past';

function problemsIn(json: unknown): readonly object[] {
  const { problems = [] } = json as { readonly problems?: readonly { readonly hint: string }[] };
  return problems.map(({ hint: _, ...told }) => told);
}

/** Keys and depths that no JSON may have here are refused before anybody asks what the document is. */
const REFUSED = ['forbidden-key', 'too-deep', 'malformed-json'];

/** What a call says of a document: its problems where it was read, else the code of the refusal; never a fault of ours. */
async function toldOf(
  method: string,
  url: string,
  wrong: Wrong,
  status: number,
): Promise<readonly object[] | string> {
  const begun = performance.now();
  const { status: answered, json } = await call(method, url, wrong.document);
  expect(performance.now() - begun).toBeLessThan(PATIENCE);
  if (answered === status) return problemsIn(json);
  return `${wrong.name}: ${answered} ${String(json?.['code'])}`;
}

const isRefused = (told: unknown): boolean =>
  typeof told === 'string' && REFUSED.some((code) => told.endsWith(`: 400 ${code}`));

describe('A wrong journey', () => {
  it('is told what is wrong by a check, whichever of hundreds it is', async () => {
    const all = [...misshapen, ...unpublishable].filter(
      (one) => isAnObject(one) && !isTooBig(one) && !isOfToday(one),
    );
    const refused: Wrong[] = [];
    for (const wrong of all) {
      const told = await toldOf('POST', '/v1/journeys/check', wrong, 200);
      if (isRefused(told)) refused.push(wrong);
      else expect(told).toContainEqual(wrong.problem);
    }
    expect(all.length - refused.length).toBeGreaterThan(300);
  });

  it('that is none is not saved, and says so in the same words', async () => {
    const some = misshapen.filter((one, index) => index % 8 === 0 && isAnObject(one) && !isTooBig(one));
    for (const wrong of some) {
      const told = await toldOf('PUT', '/v1/journeys/cart', wrong, 422);
      if (!isRefused(told)) expect(told).toEqual([wrong.problem]);
    }
    expect((await api.call('GET', '/v1/journeys/cart', { key: api.mine.keys.secret })).status).toBe(404);
  });

  it('that breaks a rule is saved as a draft, and its problems are told', async () => {
    const some = unpublishable.filter((one, index) => index % 8 === 0 && !isOfToday(one));
    for (const wrong of some) {
      expect(await toldOf('PUT', '/v1/journeys/cart', wrong, 200)).toContainEqual(wrong.problem);
    }
  });

  it('is as good as any once nothing is wrong with it', async () => {
    expect((await call('PUT', '/v1/journeys/cart', sound())).json).toMatchObject({ problems: [] });
    expect((await call('POST', '/v1/journeys/cart/publish', {})).json).toMatchObject({ version: 1 });
  });

  it.each<[string, body: string, status: number, code: string]>([
    ['names a step twice', '{"steps":{"hold":{},"hold":{}}}', 400, 'duplicate-key'],
    ['is cut off', '{"key":"cart","steps":{', 400, 'truncated-json'],
    ['is nested without end', `{"key":${'['.repeat(50_000)}`, 400, 'too-deep'],
    ['is bigger than any', JSON.stringify({ key: 'x'.repeat(300_000) }), 413, 'body-too-large'],
  ])('that %s', async (_, raw, status, code) => {
    const answer = await api.call('PUT', '/v1/journeys/cart', {
      key: api.mine.keys.secret,
      raw,
    });
    expect([answer.status, answer.json?.['code']]).toEqual([status, code]);
  });
});
