import { randomBytes } from 'node:crypto';
import { openSeals } from '#config';
import {
  endPause,
  lookAround,
  listPauses,
  openMailAccounts,
  openPauses,
  retireMailAccount,
  saveMailAccount,
  type AccountChange,
  type Delivery,
} from '#delivery';
import { OperationalError } from '#faults';
import { openFakeSendgrid, type FakeSendgrid } from '../../../test/fakes/sendgrid/fake-sendgrid';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

const MINUTE = 60_000;
const [SHOP, NEWS] = ['stage@example.com', 'ana@news.example'];

describe('mail accounts of a workspace', () => {
  let stage: Stage;
  let shop: FakeSendgrid;
  let news: FakeSendgrid;
  const seals = openSeals([randomBytes(32)]);
  const alerts: object[] = [];
  const open: { close(): unknown }[] = [];
  beforeAll(async () => {
    [shop, news] = [
      await openFakeSendgrid({ verified: [SHOP] }),
      await openFakeSendgrid({ verified: [NEWS] }),
    ];
    stage = await openStage();
    await stage.publish(mailAtOnce);
    const from = { email: NEWS };
    await stage.publish({
      ...mailAtOnce,
      key: 'news',
      trigger: { event: 'News' },
      steps: { mail: { ...mailAtOnce.steps.mail, from } },
    });
  });
  beforeEach(() => {
    alerts.length = 0;
    return stage.database.prisma.sendingPause.deleteMany();
  });
  afterAll(async () => {
    for (const one of [...open, shop, news]) await one.close();
    await stage.close();
  });

  /** What a process has: its own look at accounts and pauses. */
  function openProcess(): Partial<Delivery> {
    const { database } = stage;
    const accounts = openMailAccounts(database, seals, { global: shop.url, eu: news.url });
    open.unshift(accounts);
    return { accounts, pauses: openPauses(database, (_, fields) => void alerts.push(fields)) };
  }
  const save = (key: string, change: AccountChange) =>
    saveMailAccount(stage.database, seals, { workspaceId: stage.workspaceId, key }, change, Date.now());
  const play = (more: Partial<Delivery>, event?: string): Promise<Play> =>
    playSend(stage, [], { more }, event);
  const paused = () => listPauses(stage.database, stage.workspaceId, Date.now());

  test('carry what their senders write, and the default carries the rest', async () => {
    await save('shop', { apiKey: shop.apiKey });
    await save('news', { apiKey: news.apiKey, region: 'eu', senders: ['news.example'] });
    const more = openProcess();
    const before = [shop.taken.length, news.taken.length];
    const [one, other] = [await play(more), await play(more, 'News')];
    await Promise.all([one.work(), other.work()]);
    expect([await one.send(), await other.send()]).toMatchObject([
      { state: 'ACCEPTED', provider: 'sendgrid:shop' },
      { state: 'ACCEPTED', provider: 'sendgrid:news' },
    ]);
    expect([shop.taken.length, news.taken.length]).toEqual(before.map((count) => count + 1));
    expect(one.provider.asked() + other.provider.asked()).toBe(0);
  });

  test('keep their keys sealed, and another key counts in every process within a second', async () => {
    await save('shop', { apiKey: 'SG.wrong' });
    const [stored] = await stage.database.prisma.mailAccount.findMany({ where: { key: 'shop' } });
    expect(stored?.sealedKey).not.toContain(Buffer.from('SG.wrong').toString('base64url'));
    const processes = [openProcess(), openProcess()];
    for (const more of processes) await lookAround({ ...stage.delivery, ...more });
    const one = await play(processes[0] ?? {});
    await one.work();
    expect(await one.send()).toMatchObject({ state: 'PLANNED', reason: 'key-refused' });
    await save('shop', { apiKey: shop.apiKey });
    expect(await paused()).toEqual([]);
    for (const more of processes) {
      const other = await play(more);
      await soonAccepted(other);
    }
  });

  test('whose key is refused is paused in every process, with one alert, and others are not', async () => {
    await save('shop', { apiKey: 'SG.wrong' });
    const [here, there] = [openProcess(), openProcess()];
    const one = await play(here);
    await one.work();
    const requests = shop.requests();
    for (const more of [here, there]) {
      const other = await play(more);
      await expect(other.work()).rejects.toThrow(OperationalError);
      expect(await other.send()).toMatchObject({ state: 'PLANNED', attempt: 0, reason: 'paused' });
    }
    expect(shop.requests()).toBe(requests);
    const other = await play(here, 'News');
    await other.work();
    expect(await other.send()).toMatchObject({ state: 'ACCEPTED' });
    expect(alerts).toEqual([{ carrier: 'sendgrid:shop', reason: 'key-refused' }]);
    expect(await paused()).toMatchObject([{ carrier: 'sendgrid:shop', about: null, reason: 'key-refused' }]);
    await save('shop', { apiKey: shop.apiKey });
  });

  test('of which one sender is refused send for the others, and ending the pause has it tried again', async () => {
    await save('shop', { apiKey: shop.apiKey, senders: [NEWS] }).catch(() => undefined);
    await save('news', { senders: [] });
    await save('shop', { senders: ['news.example'] });
    const more = openProcess();
    const refused = await play(more, 'News');
    await refused.work();
    expect(await refused.send()).toMatchObject({ state: 'PLANNED', reason: 'sender-refused' });
    const one = await play(more);
    await one.work();
    expect(await one.send()).toMatchObject({ state: 'ACCEPTED' });
    const [pause] = await paused();
    expect(pause).toMatchObject({ about: NEWS, reason: 'sender-refused' });
    expect(alerts).toEqual([{ carrier: 'sendgrid:shop', reason: 'sender-refused', domain: 'news.example' }]);

    await save('shop', { senders: [] });
    await save('news', { senders: ['news.example'] });
    expect(await endPause(stage.database, stage.workspaceId, pause?.id ?? '')).toBe(true);
    await stage.database.prisma.send.updateMany({
      where: { state: 'PLANNED' },
      data: { retryAt: new Date() },
    });
    await soonAccepted(refused);
  });

  test('that were asked for peace are left alone by everybody until then, and not a moment longer', async () => {
    const more = openProcess();
    const until = Math.ceil(Date.now() / 1_000) * 1_000 + 30 * MINUTE;
    shop.limitUntil(until);
    const one = await play(more);
    await one.work();
    shop.limitUntil(null);
    const [pause] = await paused();
    expect(pause?.reason).toBe('too-many-requests');
    expect(Math.abs((pause?.until ?? 0) - until)).toBeLessThan(2_000);
    expect(alerts).toEqual([]);
    await stage.database.prisma.sendingPause.updateMany({ data: { until: new Date(Date.now() - 1) } });
    const other = await play(openProcess());
    await other.work();
    expect(await other.send()).toMatchObject({ state: 'ACCEPTED' });
    expect(await stage.database.prisma.sendingPause.count()).toBe(0);
  });

  test('that have a rate keep it over all processes: nothing is lost, and nothing leaves too early', async () => {
    await save('shop', { apiKey: shop.apiKey, ratePerSecond: 5 });
    const processes = [openProcess(), openProcess()];
    const plays = await Promise.all(Array.from({ length: 12 }, (_, at) => play(processes[at % 2] ?? {})));
    const [before, begun] = [shop.taken.length, Date.now()];
    await Promise.all(plays.map((one) => one.work().catch(() => undefined)));
    const states = await Promise.all(plays.map(async (one) => (await one.send()).state));
    const left = states.filter((state) => state === 'ACCEPTED').length;
    expect(shop.taken.length - before).toBe(left);
    expect(left).toBeLessThanOrEqual(1 + 5 * ((Date.now() - begun) / 1_000));
    const waiting = await stage.database.prisma.send.findMany({
      where: { reason: 'rate-limited', state: 'PLANNED' },
      orderBy: { retryAt: 'asc' },
    });
    expect([waiting.length, left > 0]).toEqual([12 - left, true]);
    const apart = waiting.slice(1).map(({ retryAt }, at) => Number(retryAt) - Number(waiting[at]?.retryAt));
    expect(Math.min(...apart, 200)).toBeGreaterThan(100);
    await save('shop', { ratePerSecond: null });
  });

  test('whose key was sealed by another master key post nothing, and by nobody else either', async () => {
    const accounts = openMailAccounts(stage.database, openSeals([randomBytes(32)]), {
      global: shop.url,
      eu: news.url,
    });
    open.unshift(accounts);
    const one = await play({ ...openProcess(), accounts });
    await one.work();
    expect(await one.send()).toMatchObject({ state: 'PLANNED', reason: 'key-not-readable' });
    expect(one.provider.asked()).toBe(0);
  });

  test('that are retired carry nothing more, and their keys are forgotten', async () => {
    const { database, workspaceId } = stage;
    await retireMailAccount(database, { workspaceId, key: 'shop' }, Date.now());
    const one = await play(openProcess());
    await one.work();
    expect([(await one.send()).state, one.provider.asked()]).toEqual(['ACCEPTED', 1]);
    expect(await database.prisma.mailAccount.findMany({ where: { key: 'shop' } })).toMatchObject([
      { sealedKey: null, isDefault: false, retiredAt: expect.any(Date) as Date },
    ]);
  });

  /** What other processes have changed counts within a second: until then, this one tries as it knew it. */
  async function soonAccepted(one: Play): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      if (Date.now() > deadline) throw new Error('it was not accepted in time');
      await one.work().catch((error: unknown) => {
        if (!(error instanceof OperationalError)) throw error;
      });
      if ((await one.send()).state === 'ACCEPTED') return;
      await stage.database.prisma.send.updateMany({
        where: { state: 'PLANNED' },
        data: { retryAt: new Date() },
      });
    }
  }
});
