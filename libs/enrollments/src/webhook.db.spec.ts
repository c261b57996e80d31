import type { ServerResponse } from 'node:http';
import { deliverSend, openPermits } from '#delivery';
import { localWebhooks, openEndpoint, setFailpointHook, type Endpoint } from '#delivery/testing';
import { eventually } from '../../../apps/standalone/src/testing/eventually';
import { exitEnrollment } from './index';
import { event, openStage, type Stage } from './testing/stage';

/** What the endpoint does with each call, in order; then it takes whatever comes. */
type Acts = readonly ((response: ServerResponse) => void)[];

const answers =
  (status: number, body: object = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status).end(JSON.stringify(body));

describe('A webhook', () => {
  let stage: Stage;
  const endpoints: Endpoint[] = [];
  let journeys = 0;
  beforeAll(async () => {
    stage = await openStage({ webhooks: localWebhooks });
  });
  afterAll(async () => {
    await Promise.all(endpoints.map((endpoint) => endpoint.close()));
    await stage.close();
  });
  afterEach(() => setFailpointHook(null));

  /** Somebody who stands before a webhook to an endpoint of its own. */
  async function stand(acts: Acts = []) {
    const endpoint = await openEndpoint((response, _, place) =>
      (acts[place] ?? answers(200, { score: 7 }))(response),
    );
    endpoints.push(endpoint);
    const key = `calls-${(journeys += 1)}`;
    const url = `http://127.0.0.1:${endpoint.port}/{{ event.cart }}`;
    await stage.publish({
      ...{ key, trigger: { event: key }, start: 'call' },
      steps: {
        call: {
          ...{ kind: 'webhook', url, body: { name: '{{ profile.name }}' }, saveAs: { score: 'body.score' } },
          ...{ onError: 'error', next: 'worth' },
        },
        worth: {
          kind: 'branch',
          paths: [{ name: 'yes', if: { field: 'run.score', op: 'gt', value: 5 }, next: 'yes' }],
          otherwise: null,
        },
        yes: { kind: 'exit', reason: 'worth it' },
        error: { kind: 'exit', reason: 'error' },
      },
    });
    const [recorded] = await stage.record(
      event(key, { cart: 'c 1' }, { userId: key, traits: { name: 'Ana' } }),
    );
    const { id } = await stage.database.prisma.enrollment.findFirstOrThrow({
      where: { profileId: recorded?.profileId ?? '' },
    });
    return {
      ...{ id, endpoint, profileId: recorded?.profileId ?? '' },
      advance: (now?: number) => stage.advance(id, now),
      story: async () => (await stage.story(id)).join('\n'),
      send: () => stage.database.prisma.send.findFirstOrThrow({ where: { enrollmentId: id } }),
      /** What is to be tried again some time, may be tried now. */
      async again() {
        const { id: sendId } = await this.send();
        await stage.database.prisma.send.update({ where: { id: sendId }, data: { retryAt: new Date(0) } });
        expect(await stage.advance(id)).toEqual({ kind: 'deliver', sendId });
        await deliverSend(stage.delivery, stage.workspaceId, sendId);
        return stage.advance(id);
      },
    };
  }

  test('is called once, its answer is there for what comes after, and both are kept', async () => {
    const ana = await stand();
    expect(await ana.advance()).toEqual({ kind: 'ended' });
    expect(ana.endpoint.got).toMatchObject([{ method: 'POST', path: '/c%201', body: '{"name":"Ana"}' }]);
    expect(await ana.story()).toContain('call sent: the endpoint took the call: answered 200; score is 7');
    expect(await ana.story()).toContain('ended: worth it');
    const send = await ana.send();
    expect(send).toMatchObject({
      ...{ channel: 'webhook', provider: 'webhook', state: 'ACCEPTED', class: 'call', attempt: 1 },
      address: `http://127.0.0.1:${ana.endpoint.port}`,
    });
    expect(ana.endpoint.got[0]?.headers['idempotency-key']).toBe(send.id);
    expect(await stage.database.prisma.sendContent.findUnique({ where: { sendId: send.id } })).toMatchObject({
      request: { method: 'POST', body: '{"name":"Ana"}' },
      reply: { status: 200, body: { score: 7 } },
    });
  });

  test('is called once, though twenty look at once', async () => {
    const ana = await stand();
    await Promise.all(Array.from({ length: 20 }, () => ana.advance()));
    expect(ana.endpoint.got).toHaveLength(1);
    expect(await ana.advance()).toEqual({ kind: 'ended' });
  });

  test.each<[string, (response: ServerResponse) => void, doubt: string]>([
    ['a 500', answers(500), 'UNKNOWN'],
    ['a connection that breaks off', (response) => response.destroy(), 'UNKNOWN'],
    ['a 503', answers(503), 'PLANNED'],
  ])('after %s, is called again with the same id', async (_, act, state) => {
    const ana = await stand([act, act]);
    const rested = await ana.advance();
    expect(rested).toMatchObject({ kind: 'until' });
    const { retryAt, ...send } = await ana.send();
    expect(send).toMatchObject({ state, attempt: 1 });
    expect(rested).toMatchObject({ at: retryAt?.getTime() });
    expect(await ana.again()).toMatchObject({ kind: 'until' });
    expect(await ana.again()).toEqual({ kind: 'ended' });
    expect(await ana.story()).toContain('worth it');
    expect(new Set(ana.endpoint.got.map(({ headers }) => headers['idempotency-key']))).toEqual(
      new Set([send.id]),
    );
    expect(ana.endpoint.got).toHaveLength(3);
  });

  test('that is rejected goes on as the journey says, also after an attempt that nobody knows about', async () => {
    const [ana, bia] = [await stand([answers(404)]), await stand([answers(500), answers(404)])];
    expect(await ana.advance()).toEqual({ kind: 'ended' });
    await bia.advance();
    expect(await bia.again()).toEqual({ kind: 'ended' });
    for (const one of [ana, bia]) {
      expect(await one.story()).toContain('call woken: the call failed: answered 404; score is missing');
      expect(await one.story()).toContain('ended: error');
      expect(await one.send()).toMatchObject({ state: 'FAILED', code: 'answered-404' });
    }
  });

  test('fails with its tenth attempt', async () => {
    const ana = await stand(Array.from({ length: 10 }, () => answers(500)));
    await ana.advance();
    for (let attempt = 2; attempt < 10; attempt += 1)
      expect(await ana.again()).toMatchObject({ kind: 'until' });
    expect(await ana.again()).toEqual({ kind: 'ended' });
    expect(ana.endpoint.got).toHaveLength(10);
    expect(await ana.story()).toContain('the call failed: answered 500');
  });

  test.each(['after-claim', 'after-posted'] as const)(
    'whose worker dies %s is called again, with the same id',
    async (failpoint) => {
      const ana = await stand();
      setFailpointHook((at) => {
        if (at === failpoint) throw new Error('killed');
      });
      await ana.advance().catch(() => undefined);
      setFailpointHook(null);
      const { leaseUntil } = await ana.send();
      expect(await ana.advance((leaseUntil?.getTime() ?? 0) + 1)).toMatchObject({ kind: 'deliver' });
      expect(await ana.again()).toEqual({ kind: 'ended' });
      expect(await ana.story()).toContain('worth it');
      const ids = ana.endpoint.got.map(({ headers }) => headers['idempotency-key']);
      expect(ids).toHaveLength(failpoint === 'after-claim' ? 1 : 2);
      expect(new Set(ids).size).toBe(1);
    },
  );

  test('that waits to be tried again is not called any more when the enrollment ends', async () => {
    const ana = await stand([answers(503)]);
    await ana.advance();
    await exitEnrollment(stage.engine, stage.workspaceId, ana.id, 'taken out');
    const { id: sendId } = await ana.send();
    await deliverSend(stage.delivery, stage.workspaceId, sendId);
    expect(await ana.send()).toMatchObject({ state: 'REFUSED', reason: 'enrollment-ended' });
    expect(ana.endpoint.got).toHaveLength(1);
  });

  test('is not told of a person who was erased', async () => {
    const ana = await stand();
    await stage.database.prisma.profileHead.update({
      where: { id: ana.profileId },
      data: { state: 'erased', version: { increment: 1 } },
    });
    expect(await ana.advance()).toEqual({ kind: 'ended' });
    expect(ana.endpoint.got).toEqual([]);
    expect(await ana.story()).toContain('call refused: the endpoint was not called: the person was erased');
  });

  test('to an endpoint that hangs keeps nobody from another endpoint', async () => {
    const open: ServerResponse[] = [];
    const hang = (response: ServerResponse): void => void open.push(response);
    const [slow, quick] = [await stand([hang]), await stand()];
    const delivery = { ...stage.delivery, permits: openPermits({ perKey: 1 }) };
    const waiting = stage.advance(slow.id, Date.now(), delivery);
    await eventually('the slow endpoint is being asked', () => open.length === 1);
    const key = `webhook ${stage.workspaceId} http://127.0.0.1:${slow.endpoint.port}`;
    expect(delivery.permits.isFree({ key, workspaceId: stage.workspaceId })).toBe(false);
    expect(await stage.advance(quick.id, Date.now(), delivery)).toEqual({ kind: 'ended' });
    open[0]?.end('{"score":7}');
    expect(await waiting).toEqual({ kind: 'ended' });
  });
});
