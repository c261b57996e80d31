import { randomUUID } from 'node:crypto';
import { listMailboxMessages, type Database } from '#database';
import { openMailbox, type Provider } from '#delivery';
import { event, openStage, type Stage } from './testing/stage';

const HOUR = 3_600_000;

const waitThenMail = {
  key: 'cart',
  trigger: { event: 'Cart Updated' },
  exit: [{ event: 'Order Completed', reason: 'bought' }],
  start: 'cool-down',
  steps: {
    'cool-down': { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', onRefused: 'gone', next: null },
    gone: { kind: 'exit', reason: 'could not be written to' },
  },
} as const;

describe('advance', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(waitThenMail);
  });
  afterAll(() => stage.close());

  /** Somebody with an address stands at the wait. */
  async function someoneWaits(traits: object = {}): Promise<{ id: string; userId: string; email: string }> {
    const userId = `person-${randomUUID()}`;
    const email = `${userId}@example.com`;
    await stage.record({ userId, traits: { email, ...traits } });
    const [recorded] = await stage.record(event('Cart Updated', { total: 120 }, { userId }));
    return { id: recorded?.began[0] ?? '', userId, email };
  }

  const mailsTo = (email: string): Promise<readonly unknown[]> =>
    listMailboxMessages(stage.database, stage.workspaceId, { to: email, after: null, limit: 100 });

  test('before its time it goes on resting; after it, the mail goes out and the journey is completed', async () => {
    const { id, email } = await someoneWaits();
    expect(await stage.advance(id)).toMatchObject({ kind: 'until', label: 'wait 1h (cool-down)' });
    expect(await mailsTo(email)).toHaveLength(0);
    expect(await stage.advance(id, Date.now() + HOUR)).toEqual({ kind: 'ended' });
    expect(await stage.stateOf(id)).toBe('completed');
    expect(await mailsTo(email)).toHaveLength(1);
    expect((await stage.story(id)).slice(2)).toEqual([
      'cool-down woken: 1h is over',
      "mail rested: asks to send 'cart'",
      'mail sent: the e-mail was accepted for delivery',
      'mail ended: reached the end of the journey',
    ]);
  });

  test('a message that stands in the journey itself goes out as a template does', async () => {
    const content = { subject: 'Only here', html: '<p>Only here</p>' };
    const mail = { kind: 'email', content, topic: 'offers', next: null } as const;
    await stage.publish({ key: 'own', trigger: { event: 'Own Wanted' }, start: 'mail', steps: { mail } });
    const userId = `person-${randomUUID()}`;
    const email = `${userId}@example.com`;
    await stage.record({ userId, traits: { email } });
    const [recorded] = await stage.record(event('Own Wanted', {}, { userId }));
    await stage.advance(recorded?.began[0] ?? '');
    expect(await mailsTo(email)).toMatchObject([
      { subject: 'Only here', html: expect.stringContaining('Only here') },
    ]);
  });

  test('twenty workers at once: one mail', async () => {
    const { id, email } = await someoneWaits();
    const later = Date.now() + HOUR;
    await Promise.all(Array.from({ length: 20 }, () => stage.advance(id, later)));
    await stage.advance(id, later);
    expect(await stage.stateOf(id)).toBe('completed');
    expect(await mailsTo(email)).toHaveLength(1);
  });

  test('an unknown enrollment, and one of another workspace, has ended', async () => {
    expect(await stage.advance(randomUUID())).toEqual({ kind: 'ended' });
  });

  test('somebody without an address: refused with its reason, and the journey goes on where it says', async () => {
    const { id } = await someoneWaits({ email: null });
    await stage.advance(id, Date.now() + HOUR);
    expect(await stage.stateOf(id)).toBe('exited');
    expect(await stage.story(id)).toContain(
      'mail refused: the e-mail was not sent: the person has no e-mail address',
    );
  });

  test('an address that opted out of the topic is not written to', async () => {
    const { id, email } = await someoneWaits();
    const profileId = (await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } })).profileId;
    const consent = {
      profileId,
      topic: 'offers',
      channel: 'email',
      workspaceId: stage.workspaceId,
      state: 'denied',
      updatedAt: new Date(),
    };
    await stage.database.prisma.consent.create({ data: consent });
    await stage.advance(id, Date.now() + HOUR);
    expect(await mailsTo(email)).toHaveLength(0);
    expect(await stage.story(id)).toContain(
      "mail refused: the e-mail was not sent: the person opted out of 'offers'",
    );
  });

  test('40 enrollments of one person that wake at once all move', async () => {
    const userId = `person-${randomUUID()}`;
    await stage.publish({
      ...waitThenMail,
      key: 'many',
      trigger: { event: 'Many' },
      entry: { key: 'event.n' },
    });
    await stage.record({ userId, traits: { email: `${userId}@example.com` } });
    const events = Array.from({ length: 40 }, (_, n) => event('Many', { n }, { userId }));
    const ids = (await stage.record(...events)).flatMap((one) => one.began);
    const later = Date.now() + HOUR;
    await Promise.all(ids.map((id) => stage.advance(id, later)));
    expect(await Promise.all(ids.map((id) => stage.stateOf(id)))).toEqual(
      Array.from({ length: 40 }, () => 'completed'),
    );
    expect(await mailsTo(`${userId}@example.com`)).toHaveLength(40);
  });
});

describe('advance, when the provider misbehaves', () => {
  type Act = 'accepts' | 'is-away' | 'fails' | 'dies';

  async function play(
    acts: readonly Act[],
    dedupes = true,
  ): Promise<{ stage: Stage; id: string; posts: () => number }> {
    const queue = [...acts];
    let posts = 0;
    const provider = (database: Database): Provider => {
      const mailbox = openMailbox(database);
      return {
        name: 'mailbox',
        dedupes,
        async post(message, signal) {
          posts += 1;
          const act = queue.shift() ?? 'accepts';
          if (act === 'is-away') return { kind: 'unsent', reason: 'connection refused', retryAt: null };
          if (act === 'fails') return { kind: 'failed', code: '400', reason: 'the address was rejected' };
          const posted = await mailbox.post(message, signal);
          if (act === 'dies') throw new Error('socket hang up');
          return posted;
        },
      };
    };
    const stage = await openStage({ provider });
    const { mail, gone } = waitThenMail.steps;
    await stage.publish({ ...waitThenMail, start: 'mail', steps: { mail, gone } });
    await stage.record({ userId: 'ana', traits: { email: 'ana@example.com' } });
    const [recorded] = await stage.record(event('Cart Updated'));
    return { stage, id: recorded?.began[0] ?? '', posts: () => posts };
  }

  test.each<[string, readonly Act[], boolean, string, string]>([
    ['it takes the message', ['accepts'], true, 'ended', 'ACCEPTED'],
    ['it refuses the message', ['fails'], true, 'ended', 'FAILED'],
    ['it cannot be reached: planned, to be delivered', ['is-away'], true, 'deliver', 'PLANNED'],
    [
      'it breaks off, but knows its messages: unknown, to be asked again',
      ['dies'],
      true,
      'deliver',
      'UNKNOWN',
    ],
    [
      'it breaks off, and knows nothing: unknown, never sent again blindly',
      ['dies'],
      false,
      'until',
      'UNKNOWN',
    ],
  ])('%s', async (_, acts, dedupes, kind, state) => {
    const { stage, id, posts } = await play(acts, dedupes);
    expect(await stage.advance(id)).toMatchObject({ kind });
    expect(await stage.database.prisma.send.findMany()).toMatchObject([{ state, attempt: 1 }]);
    await stage.advance(id);
    expect(posts()).toBe(1);
    await stage.close();
  });

  test('an unknown send rests a quarter of an hour for proof, then the journey goes on with that outcome', async () => {
    const { stage, id } = await play(['dies'], false);
    const first = await stage.advance(id);
    const proofUntil = first.kind === 'until' ? (first.at ?? 0) : 0;
    expect(await stage.advance(id, proofUntil - 1)).toMatchObject({ kind: 'until' });
    expect(await stage.advance(id, proofUntil)).toEqual({ kind: 'ended' });
    expect(await stage.story(id)).toContain('mail woken: nobody knows whether the e-mail went out: Error');
    await stage.close();
  });
});
