import { openTestApi, type TestApi } from '../testing/open-test-api';

const PATCHES = 200;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test(`${PATCHES} patches of one profile at once: ${PATCHES} are kept, also beside events of the same person`, async () => {
  const { secret: key } = api.mine.keys;
  const numbers = Array.from({ length: PATCHES }, (_, number) => number);
  const patches = numbers.map((number) =>
    api.call('PATCH', '/v1/profiles/ana', { key, json: { attributes: { [`a${number}`]: number } } }),
  );
  const identified = numbers
    .slice(0, 20)
    .map((number) =>
      api.call('POST', '/v1/identify', { key, json: { userId: 'ana', traits: { [`b${number}`]: number } } }),
    );
  const answers = await Promise.all([...patches, ...identified]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const { json } = await api.call('GET', '/v1/profiles/ana', { key });
  expect(json?.['attributes']).toEqual({
    ...Object.fromEntries(numbers.map((number) => [`a${number}`, number])),
    ...Object.fromEntries(numbers.slice(0, 20).map((number) => [`b${number}`, number])),
  });
  expect(await api.database.prisma.profile.count()).toBe(1);
});
