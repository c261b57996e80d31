import { setTimeout as pause } from 'node:timers/promises';
import { inFull } from '../../../test/setup/in-full';
import { openDatabase } from '#database';
import { rewriteStatements } from '#database/testing';
import { advanceEnrollment, openEngine } from './index';
import { openRaces, UNHEARD } from './testing/races';
import { event, openStage, type Stage } from './testing/stage';

/** PROOF=full runs 1,500. */
const RACES = inFull ? 1_500 : 500;

/** The lock that makes the comparison of the profile's version hold until the commit. */
const ROW_LOCK = ' FOR NO KEY UPDATE';

jest.setTimeout(180_000);

describe('turns in one process race events in another for the same runs', () => {
  test(`${RACES} times: no wake-up is lost, no run goes on after its exit, and nobody deadlocks`, async () => {
    const races = await openRaces();
    const lost = await races.run(RACES);
    expect({ lost, ...(await races.close()) }).toEqual({ lost: [], deadlocks: 0 });
  });

  test('this would be seen: with the row lock taken out of the statement of the turn, wake-ups are lost', async () => {
    let unlocked = 0;
    const races = await openRaces((statement) => {
      if (statement.name !== 'write-turn') return statement;
      unlocked += statement.text.split(ROW_LOCK).length - 1;
      return { ...statement, text: statement.text.replace(ROW_LOCK, '') };
    });
    const lost: string[] = [];
    for (let run = 0; run < 1_500 && !lost.includes(UNHEARD); run += 50) lost.push(...(await races.run(50)));
    await races.close();
    expect(unlocked).toBeGreaterThanOrEqual(50);
    expect(lost).toContain(UNHEARD);
  });
});

describe('40 runs of one person, woken by one event', () => {
  const manyAnswers = {
    ...{ key: 'many', trigger: { event: 'Asked' }, entry: { key: 'event.n' }, start: 'hold' },
    steps: {
      hold: { kind: 'waitFor', paths: [{ name: 'answer', event: 'Answered', next: 'answered' }] },
      answered: { kind: 'exit', reason: 'answered' },
    },
  } as const;

  /** Wakes them and lets all take their turns at once; answers how often a turn was written, or tried to be. */
  async function wakeAll(meanwhile: (stage: Stage) => Promise<unknown>): Promise<number> {
    const stage = await openStage();
    await stage.publish(manyAnswers);
    const asked = Array.from({ length: 40 }, (_, n) => event('Asked', { n }));
    const ids = (await stage.record(...asked)).flatMap((one) => one.began);
    expect((await stage.record(event('Answered')))[0]?.woke.toSorted()).toEqual(ids.toSorted());

    const database = openDatabase({ url: stage.url, poolSize: 40 });
    let tries = 0;
    rewriteStatements(database, (statement) => {
      tries += statement.name === 'write-turn' ? 1 : 0;
      return statement;
    });
    const engine = openEngine(database, () => undefined);
    const { workspaceId, delivery } = stage;
    const rests = Promise.all(
      ids.map((enrollmentId) => advanceEnrollment(engine, delivery, { workspaceId, enrollmentId }, Date.now)),
    );
    let areMoving = true;
    const moved = rests.finally(() => (areMoving = false));
    while (areMoving) await meanwhile(stage);
    expect(await moved).toEqual(ids.map(() => ({ kind: 'ended' })));
    await database.close();
    await stage.close();
    return tries;
  }

  test('nobody has to try a turn twice: turns of one person do not disturb one another', async () => {
    expect(await wakeAll(() => pause(5))).toBe(40);
  });

  test('nobody has to try a turn more than three times while events of that person keep coming', async () => {
    const tries = await wakeAll((stage) => stage.record(event('Page Viewed')));
    expect(tries).toBeGreaterThan(40);
    expect(tries).toBeLessThanOrEqual(3 * 40);
  });
});
