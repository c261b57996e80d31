import { deliverSend, openPauses, openPermits, type Delivery, type Provider } from '#delivery';
import { eventually } from '../../../apps/standalone/src/testing/eventually';
import type { Rested } from './index';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

/** A worker's slots, and how many of them one provider may keep busy. */
const SLOTS = 4;
const PERMITS = 1;

describe('two workspaces with a worker in common', () => {
  let slow: Stage;
  let quick: Stage;
  beforeAll(async () => {
    [slow, quick] = await Promise.all([openStage(), openStage()]);
    await Promise.all([slow.publish(mailAtOnce), quick.publish(mailAtOnce)]);
  });
  afterAll(() => Promise.all([slow.close(), quick.close()]));

  test('the provider of one hangs: it keeps one slot of four, and everybody else gets on', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const posted: string[] = [];
    const provider: Provider = {
      name: 'hanging',
      dedupes: false,
      keyOf: (workspaceId) => workspaceId,
      async post({ workspaceId }) {
        if (workspaceId === slow.workspaceId) await answered;
        posted.push(workspaceId);
        return { kind: 'accepted', providerId: null };
      },
    };
    const more: Partial<Delivery> = { provider, permits: openPermits({ perKey: PERMITS }) };
    const waiting = await people(slow, 8, more);
    const others = await people(quick, 8, more);
    const turns = inSlots(
      SLOTS,
      [...waiting, ...others].map((one) => () => one.turn()),
    );

    await eventually("everybody else's mail has left", () => posted.length === others.length);
    expect(posted).toEqual(others.map(() => quick.workspaceId));
    const states = await Promise.all(waiting.map(async (one) => (await one.send()).state));
    expect(states.toSorted()).toEqual(['CLAIMED', ...Array.from({ length: 7 }, () => 'PLANNED')]);

    answer();
    const rests = (await turns).slice(0, waiting.length);
    expect(rests.filter((rest) => rest.kind === 'deliver')).toHaveLength(7);
    for (const one of waiting) expect(await one.work()).toBe('ended');
    expect(posted).toHaveLength(waiting.length + others.length);
  });

  test('its provider asks for an hour of peace: nobody else asks it, and they do not all come back at once', async () => {
    const pauses = openPauses(slow.database, () => undefined);
    const [first, ...others] = await people(slow, 12, { pauses }, ['is-away-for-a-while']);
    const hour = Date.now() + 3_600_000;
    expect(await first?.turn()).toMatchObject({ kind: 'until' });
    expect(pauses.until(KEY, null)).toBeGreaterThanOrEqual(hour);
    const comeBackAt = await Promise.all(others.map(retryAtOf));
    expect(Math.min(...comeBackAt)).toBeGreaterThanOrEqual(hour);
    expect(Math.max(...comeBackAt)).toBeLessThan(hour + 2 * 60_000);
    expect(new Set(comeBackAt).size).toBe(others.length);
    expect(others.map((one) => one.provider.asked())).toEqual(others.map(() => 0));

    await pauses.end(KEY, null);
    for (const one of others) expect(await one.work()).toBe('ended');
    expect(others.map((one) => one.provider.taken.length)).toEqual(others.map(() => 1));
  });

  /** When a send that is held back is to be tried again (epoch ms). */
  async function retryAtOf(play: Play): Promise<number> {
    expect(await play.turn()).toMatchObject({ kind: 'deliver' });
    const { id } = await play.send();
    const failure: unknown = await deliverSend(play.delivery, slow.workspaceId, id).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'OperationalError', retryAt: expect.any(Number) });
    return (failure as { retryAt: number }).retryAt;
  }
});

const KEY = 'the key of all';

/** People who are about to be written to, all by providers of one key, unless they are given another. */
async function people(
  stage: Stage,
  count: number,
  more: Partial<Delivery>,
  acts: Parameters<typeof playSend>[1] = [],
): Promise<readonly Play[]> {
  const plays = Array.from({ length: count }, (_, n) => playSend(stage, n === 0 ? acts : [], { more }));
  return (await Promise.all(plays)).map((play) => {
    Object.assign(play.provider, { keyOf: () => KEY });
    return play;
  });
}

/** Runs tasks in order, so many at once; answers in order. */
async function inSlots(slots: number, tasks: readonly (() => Promise<Rested>)[]): Promise<readonly Rested[]> {
  const rests: Rested[] = [];
  let next = 0;
  const slot = async (): Promise<void> => {
    for (let mine = next++; mine < tasks.length; mine = next++)
      rests[mine] = (await tasks[mine]?.()) as Rested;
  };
  await Promise.all(Array.from({ length: slots }, slot));
  return rests;
}
