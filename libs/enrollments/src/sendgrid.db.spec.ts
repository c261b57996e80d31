import { Secret } from '#config';
import { openProvider, readSendgridReports, type OpenedProvider } from '#delivery';
import { openFakeSendgrid, type FakeSendgrid } from '../../../test/fakes/sendgrid/fake-sendgrid';
import { takeReports } from './index';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

describe('a send by SendGrid', () => {
  let stage: Stage;
  let fake: FakeSendgrid;
  let provider: OpenedProvider;
  beforeAll(async () => {
    fake = await openFakeSendgrid({ verified: ['stage@example.com'] });
    stage = await openStage();
    const sendgrid = { apiKey: new Secret(fake.apiKey), baseUrl: fake.url };
    provider = openProvider(stage.database, { sendgrid, smtpUrl: null });
    await stage.publish(mailAtOnce);
  });
  afterAll(async () => {
    await provider.close();
    await fake.close();
    await stage.close();
  });

  const play = (): Promise<Play> => playSend(stage, [], { more: { provider } });
  const last = () => {
    const [taken] = fake.taken.slice(-1);
    if (!taken) throw new Error('nothing was taken');
    return taken;
  };
  const report = async (name: string): Promise<void> => {
    const body = Buffer.from(JSON.stringify([fake.event(last(), name)]));
    await takeReports(stage.engine, stage.workspaceId, readSendgridReports(body) ?? [], Date.now());
  };

  test('is accepted under the id that its reports begin with', async () => {
    const { work, send } = await play();
    await work();
    expect(await send()).toMatchObject({ state: 'ACCEPTED', providerId: last().messageId });
    await report('delivered');
    expect(await send()).toMatchObject({ state: 'DELIVERED', providerId: last().messageId });
  });

  test('whose answer is lost is unknown, is not sent again, and is settled by its report', async () => {
    const { work, send, id } = await play();
    fake.misbehave({ kind: 'reset', accepted: true });
    const before = fake.taken.length;
    await work();
    await work();
    expect(await send()).toMatchObject({ state: 'UNKNOWN', attempt: 1 });
    await report('processed');
    expect(await send()).toMatchObject({ state: 'ACCEPTED', providerId: last().messageId });
    await work();
    expect([await stage.stateOf(id), fake.taken.length]).toEqual(['completed', before + 1]);
  });

  test('that comes too fast waits as long as it is told, and leaves once', async () => {
    const { work, send } = await play();
    const before = fake.taken.length;
    const reset = Math.ceil(Date.now() / 1_000) * 1_000 + 60_000;
    fake.limitUntil(reset);
    await work();
    const held = await stage.database.prisma.send.findUniqueOrThrow({ where: { id: (await send()).id } });
    expect(held).toMatchObject({ state: 'PLANNED', reason: 'too-many-requests' });
    expect(Math.abs((held.retryAt?.getTime() ?? 0) - reset)).toBeLessThan(2_000);
    expect(fake.taken).toHaveLength(before);
    fake.limitUntil(null);
    await stage.database.prisma.send.update({ where: { id: held.id }, data: { retryAt: new Date() } });
    await work();
    expect([(await send()).state, fake.taken.length]).toEqual(['ACCEPTED', before + 1]);
  });
});
