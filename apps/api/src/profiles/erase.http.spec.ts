import { randomUUID } from 'node:crypto';
import { tablesHolding } from '#database/testing';
import { openEngine, sweepErasures } from '#enrollments';
import { openTestApi, type TestApi } from '../testing/open-test-api';
import { openShop, type SentMessage } from '../testing/sent-message';

/** Whatever is theirs says this somewhere. */
const CANARY = 'canary';
const NOW = new Date('2026-11-20T12:00:00Z');

let api: TestApi;
let sendMessage: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  api = await openTestApi();
  sendMessage = await openShop(api, api.mine);
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: object) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json ? { json } : {}) });
const erase = (ref: string) => call('DELETE', `/v1/profiles/${ref}`);

const tablesWith = (word: string) => tablesHolding(api.database, word);

/** Somebody of whom something stands wherever something of a person can stand. */
async function leaveTraces(): Promise<SentMessage> {
  const { prisma } = api.database;
  const workspaceId = api.mine.id;
  const email = `${CANARY}@example.com`;
  const sent = await sendMessage({ email, phone: '+5511987654321' });
  const { userId, profileId, enrollmentId, sendId } = sent;
  const person = { profileId, workspaceId };
  const track = (event: object) => call('POST', '/v1/track', { userId, event: 'Seen', ...event });
  await track({ messageId: `${CANARY}-1`, properties: { seen: CANARY }, context: { page: { url: CANARY } } });
  await call('POST', '/v1/identify', { userId, anonymousId: `${CANARY}-visitor` });
  await call('POST', '/v1/track', { anonymousId: `${CANARY}-phone`, event: 'Phone Opened' });
  await call('POST', '/v1/alias', { userId, previousId: `${CANARY}-phone` });
  await call('POST', '/v1/track', { userId, event: { no: CANARY } });
  await call('PATCH', `/v1/profiles/${userId}`, { consent: { offers: { email: 'denied' } } });
  await api.call('POST', '/v1/suppressions', {
    key: api.mine.keys.secret,
    json: { address: email },
    headers: { 'idempotency-key': 'suppress-them' },
  });
  await api.call('GET', sent.path('click'));
  await prisma.enrollment.update({
    where: { id: enrollmentId },
    data: { entryKey: CANARY, memory: { said: CANARY } },
  });
  await prisma.stepLog.updateMany({
    where: { enrollmentId },
    data: { because: CANARY, detail: { path: CANARY } },
  });
  await prisma.send.update({
    where: { id: sendId },
    data: { because: CANARY, providerId: CANARY, history: [{ at: NOW, state: 'ACCEPTED', reason: CANARY }] },
  });
  await prisma.sendContent.update({ where: { sendId }, data: { text: CANARY } });
  const journeyId = (await prisma.enrollment.findUniqueOrThrow({ where: { id: enrollmentId } })).journeyId;
  const of = { workspaceId, enrollmentId, at: NOW };
  await prisma.incident.create({ data: { ...of, id: randomUUID(), code: 'unexpected', message: CANARY } });
  await prisma.enrollmentWait.update({ where: { enrollmentId }, data: { wonEvent: CANARY } });
  await prisma.refusal.create({ data: { ...person, journeyId, reason: 'x', because: CANARY, at: NOW } });
  await prisma.variant.create({ data: { ...person, journeyId, step: 's', path: CANARY, at: NOW } });
  await prisma.publishPerson.create({
    data: {
      ...{ publishId: randomUUID(), enrollmentId, version: 1, step: 'hold', stay: 1, policy: 'exit' },
      ...{ state: 'exited', lookAt: NOW, before: { rest: CANARY } },
    },
  });
  await prisma.providerReport.create({
    data: {
      ...{ workspaceId, sendId, key: '1', provider: 'sendgrid', state: 'ACCEPTED', at: NOW, receivedAt: NOW },
      raw: CANARY,
    },
  });
  await prisma.audienceMember.create({
    data: { ...person, audience: 'ads', state: 'in', because: 'by a journey', changedAt: NOW },
  });
  // A month for which nobody made a partition, and one of the months ahead.
  for (const receivedAt of [new Date('2020-01-02'), new Date(Date.now() + 40 * 86_400_000)])
    await prisma.event.create({
      data: {
        ...{ ...person, id: randomUUID(), receivedAt, type: 'track', name: 'Old', timestamp: NOW },
        ...{ properties: { seen: CANARY }, messageId: randomUUID(), source: 'client' },
      },
    });
  return sent;
}

describe('Somebody who is erased', () => {
  let sent: SentMessage;
  let bystander: SentMessage;
  let before: readonly string[];
  let visitor: string;
  let answered: Awaited<ReturnType<typeof erase>>;
  beforeAll(async () => {
    bystander = await sendMessage({ nickname: 'bystander' });
    sent = await leaveTraces();
    visitor = (
      await api.database.prisma.profileHead.findFirstOrThrow({ where: { mergedInto: sent.profileId } })
    ).id;
    before = await tablesWith(CANARY);
    answered = await erase(`id:${visitor}`);
  });

  it('is told so, by any id they had', () => {
    expect(answered.json).toEqual({
      erased: true,
      erasure: {
        ...{ profileId: sent.profileId, by: 'api', keyId: expect.any(String) },
        ...{ at: expect.any(String), finishedAt: null },
      },
    });
  });

  it('stood in all these tables', () => {
    expect(before).toEqual([
      ...['answered_call', 'enrollment', 'enrollment_wait', 'event_N', 'event_default', 'incident'],
      ...[
        'mailbox_message',
        'message_N',
        'profile',
        'profile_identifier',
        'provider_report',
        'publish_person',
      ],
      ...['refusal', 'rejected_event', 'send', 'send_content', 'step_log', 'suppression', 'variant'],
    ]);
  });

  it('stands in none any more, by no word and no name', async () => {
    const words = [CANARY, sent.userId, '5511987654321'];
    expect(await Promise.all(words.map(tablesWith))).toEqual([[], [], []]);
  });

  it('leaves what is counted: a run that ended so, and its message', async () => {
    const { enrollmentId, sendId } = sent;
    const of = (await call('GET', `/v1/enrollments/${enrollmentId}`)).json;
    expect(of).toMatchObject({ state: 'exited', because: 'erased', userId: null, log: [] });
    expect((await call('GET', `/v1/sends/${sendId}`)).json).toMatchObject({
      state: 'ACCEPTED',
      userId: null,
    });
    const { items } = (await call('GET', '/v1/sends')).json as { items: object[] };
    expect(items).toHaveLength(2);
  });

  it('is out of every audience, and whoever synchronises it hears of that', async () => {
    const member = await api.database.prisma.audienceMember.findFirst({ where: { audience: 'ads' } });
    expect(member).toMatchObject({ state: 'out', revision: 2, syncedRevision: 0 });
  });

  it.each(['click', 'open', 'unsubscribe', 'preferences', 'view'] as const)(
    'has links to %s that lead nowhere',
    async (purpose) => expect((await call('GET', sent.path(purpose))).status).toBe(404),
  );

  it('is named in the list of erasures by an id alone', async () => {
    const { items } = (await call('GET', '/v1/erasures')).json as { items: object[] };
    expect(items).toMatchObject([{ profileId: sent.profileId, by: 'api', finishedAt: null }]);
    expect((await api.call('GET', '/v1/erasures', { key: api.theirs.keys.secret })).json).toMatchObject({
      items: [],
    });
  });

  it('is erased once, however often', async () => {
    const { pool } = api.database;
    const again = await Promise.all([erase(`id:${sent.profileId}`), erase(`id:${visitor}`)]);
    expect(again.map(({ json }) => json)).toMatchObject(
      Array(2).fill({ erased: true, erasure: { profileId: sent.profileId } }),
    );
    expect((await pool.query('SELECT FROM erasure')).rowCount).toBe(1);
  });

  it.each([['a userId'], ['an id'], ['the id of another workspace']])(
    'is nobody where %s names nobody',
    async (what) => {
      const others = what === 'the id of another workspace' ? api.theirs : api.mine;
      const ref = { 'a userId': sent.userId, 'an id': `id:${randomUUID()}` }[what] ?? `id:${sent.profileId}`;
      const answer = await api.call('DELETE', `/v1/profiles/${ref}`, { key: others.keys.secret });
      expect(answer.json).toEqual({ erased: false, erasure: null });
    },
  );

  it('leaves everybody else as they were', async () => {
    const shown = (await call('GET', `/v1/profiles/${bystander.userId}`)).json;
    expect(shown).toMatchObject({ attributes: { nickname: 'bystander' } });
    expect(await bystander.next()).toMatchObject({ state: 'ACCEPTED' });
  });

  it('is finished once nothing that was under way can bring anything back', async () => {
    const { prisma } = api.database;
    const engine = openEngine(api.database, () => undefined);
    const { sendId, enrollmentId } = sent;
    const late = { workspaceId: api.mine.id, id: randomUUID(), at: NOW };
    await prisma.incident.create({ data: { ...late, enrollmentId, code: 'unexpected', message: CANARY } });
    await prisma.send.update({ where: { id: sendId }, data: { state: 'CLAIMED', providerId: CANARY } });
    const later = Date.now() + 121_000;
    expect(await sweepErasures(engine, 10, later)).toBe(0);
    await prisma.send.update({ where: { id: sendId }, data: { state: 'ACCEPTED' } });
    expect(await sweepErasures(engine, 10, later)).toBe(1);
    expect(await sweepErasures(engine, 10, later)).toBe(0);
    expect(await tablesWith(CANARY)).toEqual([]);
  });
});

describe('Who comes again after having been erased', () => {
  const comeAgain = async (refuse: (sent: SentMessage) => Promise<unknown>) => {
    const email = `${randomUUID()}@example.com`;
    const before = await sendMessage({ email });
    await refuse(before);
    await erase(before.userId);
    const address = email.toUpperCase();
    const again = await sendMessage({ email: address });
    expect(again.profileId).not.toBe(before.profileId);
    const { state, reason } = await api.database.prisma.send.findUniqueOrThrow({
      where: { id: again.sendId },
    });
    return { again, address, outcome: [state, reason] };
  };
  const suppress = async ({ sendId }: SentMessage) => {
    const { address } = await api.database.prisma.send.findUniqueOrThrow({ where: { id: sendId } });
    await call('POST', '/v1/suppressions', { address, reason: 'complained' });
  };
  const unsubscribe = (sent: SentMessage) => call('POST', sent.path('unsubscribe'));

  it('is a new person, and is written to', async () => {
    expect((await comeAgain(() => Promise.resolve())).outcome).toEqual(['ACCEPTED', null]);
  });

  it('stays unsubscribed, until they agree anew', async () => {
    const { again, outcome } = await comeAgain(unsubscribe);
    expect(outcome).toEqual(['REFUSED', 'no-consent']);
    expect((await call('GET', again.path('preferences'))).text).not.toContain('value="offers" checked');
    await call('PATCH', `/v1/profiles/${again.userId}`, { consent: { offers: { email: 'granted' } } });
    expect(await again.next()).toMatchObject({ state: 'ACCEPTED', reason: null });
  });

  it('stays suppressed, until the address is released', async () => {
    const { again, address, outcome } = await comeAgain(suppress);
    expect(outcome).toEqual(['REFUSED', 'complained']);
    expect((await call('DELETE', `/v1/suppressions/${encodeURIComponent(address)}`)).status).toBe(204);
    expect(await again.next()).toMatchObject({ state: 'ACCEPTED', reason: null });
  });

  it("leaves an address suppressed that is somebody else's, too", async () => {
    const email = `${randomUUID()}@example.com`;
    const [one] = [await sendMessage({ email }), await sendMessage({ email })];
    await suppress(one);
    await erase(one.userId);
    expect((await call('GET', `/v1/suppressions?address=${email}`)).json).toMatchObject({
      items: [{ address: email, reason: 'complained' }],
    });
  });
});
