import { lockProfile, refuseEventsWith } from '#database/testing';
import { openTestApi, type Answered, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const eventsOf = (userId: string, count: number) =>
  Array.from({ length: count }, () => ({ type: 'track', event: 'Seen', userId }));
const send = (url: string, json: unknown, key = api.mine.keys.secret): Promise<Answered> =>
  api.call('POST', url, { key, json });
const seenBy = async (userId: string): Promise<number> => {
  const { profileId } = await api.database.prisma.profileIdentifier.findFirstOrThrow({
    where: { value: userId },
  });
  return api.database.prisma.event.count({ where: { profileId, name: 'Seen' } });
};

describe('While somebody has a profile locked', () => {
  let letGo: () => Promise<void>;
  let waiting: readonly Promise<Answered>[];

  beforeAll(async () => {
    await send('/v1/batch', { batch: [...eventsOf('locked', 1), ...eventsOf('free', 1)] });
    letGo = await lockProfile(api.database, 'locked');
    waiting = [1, 2].map(() => send('/v1/batch', { batch: eventsOf('locked', 2_400) }));
  });

  it('others are stored, also those that came in the same call', async () => {
    const mixed = send(
      '/v1/events',
      { events: [...eventsOf('locked', 1), ...eventsOf('free', 3)] },
      api.mine.keys.secret,
    );
    const { status } = await send('/v1/track', { event: 'Seen', userId: 'free' }, api.mine.keys.write);
    expect(status).toBe(200);
    waiting = [...waiting, mixed];
  });

  it('who sends on is told to slow down, and when to come back; another key is not', async () => {
    const refused = await send('/v1/batch', { batch: eventsOf('locked', 2_500) });
    expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-waiting' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const other = await send('/v1/events', { events: eventsOf('other', 1) }, api.theirs.keys.secret);
    expect(other.status).toBe(200);
  });

  it('what waited is stored once that is over, each event once', async () => {
    await letGo();
    const answers = await Promise.all(waiting);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await seenBy('locked')).toBe(4_802);
    expect(await seenBy('free')).toBe(5);
  });
});

describe('An event that PostgreSQL cannot keep', () => {
  it('is in the debugger; what came with it is stored', async () => {
    // Nothing that gets past our own checks is known to be such: so the database is told to find one.
    await refuseEventsWith(api.database, 'poison');
    const [cart] = eventsOf('cara', 1);
    const events = [cart, cart, { ...cart, properties: { poison: true } }, cart];
    const { json } = await send('/v1/events', { events });
    const items = json?.['items'] as readonly { status: string; code?: string }[];
    expect(items.map(({ status, code }) => code ?? status)).toEqual([
      ...['accepted', 'accepted', 'cannot-be-stored', 'accepted'],
    ]);
    expect(await seenBy('cara')).toBe(3);
    const listed = await api.call('GET', '/v1/events/rejected', { key: api.mine.keys.secret });
    expect(listed.json).toMatchObject({
      items: [{ code: 'cannot-be-stored', raw: expect.stringContaining('poison') }],
    });
  });
});
