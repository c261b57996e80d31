import { sweepHits, openEngine } from '#enrollments';
import { openTestApi, type TestApi } from '../testing/open-test-api';
import { openShop, type SentMessage } from '../testing/sent-message';

/** As a browser asks: the scanner says nothing of being one. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const MAILS = 100;

let api: TestApi;
const sent: SentMessage[] = [];
beforeAll(async () => {
  api = await openTestApi();
  const sendMessage = await openShop(api, api.mine);
  while (sent.length < MAILS) sent.push(...(await Promise.all([1, 2, 3, 4, 5].map(() => sendMessage()))));
});
afterAll(() => api.close());

/** Every link of a mail: in its HTML, its text and its headers. */
async function linksOf({ sendId }: SentMessage): Promise<readonly string[]> {
  const mail = await api.database.prisma.mailboxMessage.findUniqueOrThrow({ where: { sendId } });
  const links = JSON.stringify(mail).match(/\/[a-z]\/[0-9A-Za-z_-]{76}/g) ?? [];
  return [...new Set(links)];
}

/** Everything that people have said, and where they stand. */
async function standing(): Promise<object> {
  const { prisma } = api.database;
  return {
    people: await prisma.profileHead.findMany({ orderBy: { id: 'asc' } }),
    profiles: await prisma.profile.findMany({ orderBy: { id: 'asc' } }),
    said: [
      await prisma.consent.findMany(),
      await prisma.consentLog.findMany(),
      await prisma.suppression.findMany(),
    ],
    erasing: await prisma.erasureRequest.count(),
    runs: await prisma.enrollment.findMany({ orderBy: { id: 'asc' } }),
    waits: await prisma.enrollmentWait.findMany({ orderBy: { enrollmentId: 'asc' } }),
    sends: await prisma.send.findMany({ orderBy: { id: 'asc' } }),
  };
}

describe(`A scanner that fetches every link of ${MAILS} mails by HEAD and by GET`, () => {
  let before: object;
  let fetched = 0;
  const scan = async (mail: SentMessage): Promise<void> => {
    for (const url of await linksOf(mail))
      for (const method of ['HEAD', 'GET'] as const) {
        const { statusCode } = await api.built.app.inject({ method, url, headers: BROWSER });
        if (statusCode >= 400) throw new Error(`${method} ${url}: ${statusCode}`);
        fetched += 1;
      }
  };
  beforeAll(async () => {
    before = await standing();
    await Promise.all(sent.map(scan));
  });

  it('finds two links of the author, the picture and the ways out in each', () => {
    expect(fetched).toBe(MAILS * 2 * ['r', 'r', 'o', 'u', 'p'].length);
  });

  it('changes nothing', async () => expect(await standing()).toEqual(before));

  it('is known for a robot by every touch, and no journey goes by it', async () => {
    await sweepHits(
      openEngine(api.database, () => undefined),
      10_000,
      Date.now() + 11_000,
    );
    const { prisma } = api.database;
    const touches = await prisma.event.findMany({ where: { type: 'engagement' } });
    expect(touches).toHaveLength(MAILS * 3);
    expect(new Set(touches.map(({ source }) => source))).toEqual(new Set(['robot']));
    expect(await prisma.enrollmentWait.count({ where: { wonPath: null } })).toBe(MAILS);
    expect(await prisma.enrollment.count({ where: { engagedAt: { not: null } } })).toBe(0);
  });
});
