import { sweepLedger, type Delivery, type Failpoint } from '#delivery';
import { setFailpointHook } from '#delivery/testing';
import { OperationalError } from '#faults';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import type { Act } from './testing/scripted-provider';
import { openStage, type Stage } from './testing/stage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

class Killed extends Error {}

/** From here on, whoever comes to a failpoint dies there; the first one only. */
function killAt(deadly: Failpoint): void {
  setFailpointHook((at) => {
    if (at !== deadly) return;
    setFailpointHook(null);
    throw new Killed(at);
  });
}

describe('the ledger', () => {
  let stage: Stage;
  const play = (
    acts: readonly Act[],
    how: { dedupes?: boolean; more?: Partial<Delivery> } = {},
  ): Promise<Play> => playSend(stage, acts, how);
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  afterEach(() => setFailpointHook(null));
  afterAll(() => stage.close());

  describe.each<[string, boolean]>([
    ['a provider that knows its messages', true],
    ['a provider that does not', false],
  ])('with %s', (_, dedupes) => {
    test.each<[string, Failpoint, readonly Act[], number, string]>([
      ['before the turn is written', 'before-turn-written', [], 1, 'ACCEPTED'],
      ['after the claim', 'after-claim', [], dedupes ? 1 : 0, dedupes ? 'ACCEPTED' : 'UNKNOWN'],
      ['after the provider took it', 'after-posted', [], 1, dedupes ? 'ACCEPTED' : 'UNKNOWN'],
      ['after the outcome was recorded', 'after-recorded', [], 1, 'ACCEPTED'],
      ['before a later claim', 'before-claim', ['is-away'], 1, 'ACCEPTED'],
    ])(
      'a worker is killed %s: the send is taken once at most, and its state is true',
      async (_when, at, acts, taken, state) => {
        const { work, provider, send } = await play(acts, { dedupes });
        killAt(at);
        await expect(work()).rejects.toThrow(Killed);
        await work();
        await work(Date.now() + 2 * MINUTE);
        expect(provider.taken).toHaveLength(taken);
        expect(await send()).toMatchObject({ state });
      },
    );

    test('it breaks off when it has taken the message: nobody writes twice', async () => {
      const { work, provider, send } = await play(['takes-it-and-breaks-off'], { dedupes });
      await work();
      await work(Date.now() + HOUR);
      expect(provider.taken).toHaveLength(1);
      expect(await send()).toMatchObject({ state: dedupes ? 'ACCEPTED' : 'UNKNOWN' });
    });
  });

  describe('an exit while the send is claimed', () => {
    /** The run is exited while its send is claimed; then the claimer goes on. */
    async function exitWhileClaimed(acts: readonly Act[], dies = false): Promise<Play> {
      const played = await play(acts);
      setFailpointHook(async (at) => {
        if (at !== 'after-claim') return;
        setFailpointHook(null);
        await played.exit();
        if (dies) throw new Killed(at);
      });
      await played.work().catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      expect(await stage.stateOf(played.id)).toBe('exited');
      return played;
    }

    test.each<[string, readonly Act[], string, string | null]>([
      ['the provider took it: accepted', [], 'ACCEPTED', null],
      ['it did not leave: refused, nobody will deliver it', ['is-away'], 'REFUSED', 'enrollment-ended'],
      ['nobody knows: unknown', ['takes-it-and-breaks-off'], 'UNKNOWN', 'Error'],
    ])('%s', async (_, acts, state, reason) => {
      const { send } = await exitWhileClaimed(acts);
      expect(await send()).toMatchObject({ state, reason });
    });

    test('its claimer died: the sweeper calls it unknown once the lease is over, and gives it up a day later', async () => {
      const { delivery, send } = await exitWhileClaimed([], true);
      const now = Date.now();
      const sweptAt = async (at: number): Promise<object> => {
        await sweepLedger(delivery, 100, at);
        return send();
      };
      expect(await sweptAt(now)).toMatchObject({ state: 'CLAIMED' });
      const unknown = { state: 'UNKNOWN', reason: 'lease-expired' };
      expect(await sweptAt(now + 2 * MINUTE)).toMatchObject(unknown);
      expect(await sweptAt(now + 24 * HOUR)).toMatchObject(unknown);
      expect(await sweptAt(now + 25 * HOUR)).toMatchObject({ state: 'GIVEN_UP', reason: 'no-evidence' });
    });
  });

  describe('a claimer that was stopped and goes on', () => {
    /** The lease passes, and the sweeper comes by. */
    async function callUnknown({ id, delivery }: Play): Promise<void> {
      const where = { enrollmentId: id };
      await stage.database.prisma.send.updateMany({ where, data: { leaseUntil: new Date(Date.now() - 1) } });
      await sweepLedger(delivery, 100, Date.now());
    }

    test('its claim has grown old: it does not post, and the send is delivered', async () => {
      const { work, provider, send } = await play([], { more: { lease: -1 } });
      // With a lease that is over before it began, every claim is too old.
      await expect(work()).rejects.toThrow(OperationalError);
      expect(provider.asked()).toBe(0);
      expect(await send()).toMatchObject({ state: 'PLANNED', reason: 'claim-too-old' });
    });

    test.each<[string, readonly Act[], string]>([
      ['the provider took it', [], 'ACCEPTED'],
      ['the provider rejected it', ['rejects-it'], 'FAILED'],
      ['it had not left: it is delivered after all', ['is-away'], 'PLANNED'],
    ])('its claim was called unknown meanwhile; %s', async (_, acts, state) => {
      const played = await play(acts);
      setFailpointHook(async (at) => {
        if (at === 'after-posted') await callUnknown(played);
      });
      await played.turn();
      expect(await played.send()).toMatchObject({ state, attempt: 1 });
    });

    test('somebody else claimed the send meanwhile: what the first one says is not heard', async () => {
      const played = await play(['is-away'], { dedupes: true });
      setFailpointHook(async (at) => {
        if (at !== 'after-posted') return;
        setFailpointHook(null);
        await callUnknown(played);
        await played.work();
      });
      await played.turn();
      expect(await played.send()).toMatchObject({ state: 'ACCEPTED', attempt: 2 });
    });
  });
});
