import { openTestApi, type TestApi } from '../testing/open-test-api';
import { seed, seedSend, type Seed } from '../testing/seed';

interface Entry {
  readonly at: string;
  readonly kind: string;
  readonly sentence: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

let api: TestApi;
let seeded: Seed;
beforeAll(async () => {
  api = await openTestApi();
  seeded = await seed(api, api.mine);
  await patch({ attributes: { email: 'bounced@example.com' }, consent: { news: { email: 'granted' } } });
  await patch({ consent: { news: { email: null } } });
  await api.call('POST', `/v1/enrollments/${seeded.enrollmentId}/exit`, {
    key: api.mine.keys.secret,
    json: { reason: 'asked for it' },
  });
  const other = { userId: 'bia', event: 'Of Another', properties: {} };
  await api.call('POST', '/v1/track', { key: api.mine.keys.write, json: other });
});
afterAll(() => api.close());

const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
const patch = (json: object) => api.call('PATCH', '/v1/profiles/ana', { key: api.mine.keys.secret, json });
const timeline = async (query = '') =>
  (await get(`/v1/profiles/ana/timeline${query}`)).json as { items: readonly Entry[]; next: string | null };

describe('The timeline of a person', () => {
  it('tells everything that happened, in sentences, the newest first', async () => {
    const { items } = await timeline();
    expect(items.map(({ sentence }) => sentence)).toEqual([
      "Left journey 'welcome': exited (asked for it).",
      "Consent to 'news' by email was taken back to the default of the topic (api).",
      "Consent to 'news' by email was granted (api).",
      "'Profile Patched' happened.",
      "A message 'hello' of journey 'welcome', step 'mail': ACCEPTED.",
      "'Signed Up' happened.",
      "Entered journey 'welcome', version 1.",
      "'Signed Up' happened.",
      expect.stringMatching(/happened\.$/),
    ]);
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  it('names what programs look up', async () => {
    const { items } = await timeline();
    const of = (kind: string) => items.find((entry) => entry.kind === kind)?.detail;
    expect(of('send')).toMatchObject({ sendId: seeded.sendId, enrollmentId: seeded.enrollmentId });
    expect(of('entered')).toMatchObject({ enrollmentId: seeded.enrollmentId, journey: 'welcome' });
    expect(of('consent')).toMatchObject({ topic: 'news', channel: 'email', state: 'default' });
  });

  it('shows no address', async () =>
    expect((await get('/v1/profiles/ana/timeline')).text).not.toContain('souza'));

  it('comes in pages, each entry once, also those of one instant', async () => {
    const at = new Date(Date.now() - 3_600_000);
    for (let i = 0; i < 3; i += 1)
      await seedSend(api, api.mine.id, seeded.enrollmentId, { state: 'REFUSED', createdAt: at });
    await api.database.prisma.enrollment.update({
      where: { id: seeded.enrollmentId },
      data: { enteredAt: at, endedAt: at },
    });
    const { items } = await timeline();
    const pages: Entry[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await timeline(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      pages.push(...page.items);
      cursor = page.next;
    }
    expect(items).toHaveLength(12);
    expect(pages).toEqual(items);
    expect(items.slice(-5).map(({ kind }) => kind)).toEqual(['ended', 'send', 'send', 'send', 'entered']);
  });
});

describe('The export of a person', () => {
  it('is one document of everything that is held, and says what is not in it', async () => {
    const { json, headers, text } = await get('/v1/profiles/ana/export');
    expect(headers['content-disposition']).toContain('attachment');
    expect(json).toMatchObject({
      profile: { userId: 'ana', attributes: { first_name: 'Ana' } },
      suppressions: [{ address: 'bounced@example.com', reason: 'manual' }],
      enrollments: [
        {
          journey: 'welcome',
          state: 'exited',
          log: expect.arrayContaining([expect.objectContaining({ did: 'ended' })]),
        },
      ],
      refusals: [{ journey: 'welcome', count: 1 }],
      notIncluded: expect.arrayContaining([expect.stringContaining('Backups')]),
    });
    const { events, sends, consentLog } = json as {
      [part: string]: readonly { name?: string; to?: string }[];
    };
    expect(events?.map(({ name }) => name)).toEqual(expect.arrayContaining(['Signed Up', 'Profile Patched']));
    expect(sends?.every(({ to }) => to === 'ana.souza@example.com')).toBe(true);
    expect(consentLog).toHaveLength(2);
    expect(text).not.toContain('Of Another');
  });

  it('of many events holds each once', async () => {
    const batch = Array.from({ length: 450 }, (_, n) => ({
      ...{ type: 'track', userId: 'dora', event: 'Seen', properties: { n } },
    }));
    await api.call('POST', '/v1/batch', { key: api.mine.keys.write, json: { batch } });
    const { json } = await get('/v1/profiles/dora/export');
    const events = json?.['events'] as readonly { properties: { n: number } }[];
    expect(events.map(({ properties }) => properties.n).toSorted((a, b) => a - b)).toEqual(
      batch.map(({ properties }) => properties.n),
    );
  });
});

it.each(['timeline', 'export'])('The %s of nobody is not found', async (what) => {
  for (const ref of ['nobody', 'id:00000000-0000-4000-8000-000000000000'])
    expect((await get(`/v1/profiles/${ref}/${what}`)).json).toMatchObject({
      status: 404,
      code: 'profile-not-found',
    });
});
