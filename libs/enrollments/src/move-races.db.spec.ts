import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, type Database } from '#database';
import { countDeadlocks, rewriteStatements } from '#database/testing';
import { setFailpointHook } from '#delivery/testing';
import { findPublish } from '#journeys';
import { advanceEnrollment, openEngine, sweepPublishes } from './index';
import { scriptProvider } from './testing/scripted-provider';
import { openStage, type Stage } from './testing/stage';
import { enter, first, moveAll, publishNext, second, whereabouts } from './testing/versions';

const HOUR = 3_600_000;
const people = { 'cool-down': { move: 'hold' } } as const;

let stage: Stage;
let database: Database;
const provider = scriptProvider({ dedupes: false });
beforeEach(async () => {
  stage = await openStage();
  database = openDatabase({ url: stage.url, poolSize: 20 });
  await publishNext(stage, first);
});
afterEach(async () => {
  setFailpointHook(null);
  await database.close();
  await stage.close();
});

/** Takes turns on connections of their own, when the waits are over. */
const turn = (enrollmentId: string): Promise<unknown> =>
  advanceEnrollment(
    openEngine(database, () => undefined),
    { ...stage.delivery, database, provider },
    { workspaceId: stage.workspaceId, enrollmentId },
    () => Date.now() + 2 * HOUR,
  );

/** What has become of the people of a publish. */
const progressOf = async (id: string): Promise<{ readonly [state: string]: number }> => {
  const { progress } = await findPublish(stage.database, stage.workspaceId, id);
  return Object.fromEntries(progress.map(({ state, count }) => [state, count]));
};

/** Lets the next turn get to its last moment before it is written, and no further until it is let go. */
function holdTurn(): { readonly isHeld: Promise<void>; letGo(): void } {
  let letGo = (): void => undefined;
  const isHeld = new Promise<void>((held) => {
    const released = new Promise<void>((release) => (letGo = release));
    setFailpointHook(async (at) => {
      if (at !== 'before-turn-written') return;
      held();
      await released;
    });
  });
  return { isHeld, letGo: () => letGo() };
}

describe('a move and a turn of the same run', () => {
  test('the turn had looked before the move, and writes after it: it has no effect, and nothing is sent', async () => {
    const [id = ''] = await enter(stage, 1);
    const { isHeld, letGo } = holdTurn();
    const turning = turn(id);
    await isHeld;
    const publishId = await publishNext(stage, second, people);
    await moveAll(stage);
    letGo();
    await turning;
    expect(await whereabouts(stage)).toEqual({ '2 hold': 1 });
    expect(await progressOf(publishId)).toEqual({ moved: 1 });
    expect(await stage.database.prisma.send.count({ where: { enrollmentId: id } })).toBe(0);
  });

  test('the turn had looked before the publish, and writes before the move: its run has left, and the log tells', async () => {
    const after = { kind: 'wait', for: '30d', next: null };
    const { mail } = first.steps;
    await publishNext(stage, {
      ...first,
      steps: { ...first.steps, mail: { ...mail, next: 'after' }, after },
    });
    const [id = ''] = await enter(stage, 1);
    const { isHeld, letGo } = holdTurn();
    const turning = turn(id);
    await isHeld;
    const publishId = await publishNext(stage, second, people);
    letGo();
    await turning;
    await moveAll(stage);
    expect([await whereabouts(stage), await progressOf(publishId)]).toEqual([{ '2 after': 1 }, { left: 1 }]);
    expect((await stage.story(id)).at(-1)).toBe(
      `after decided: not moved by publish ${publishId}: had left version 2, step 'cool-down' before`,
    );
    expect(await turn(id)).toMatchObject({ label: 'wait 30d (after)' });
  });

  test('60 times at once, with two workers that move: everybody is moved, or had gone on and has one message', async () => {
    const ids = await enter(stage, 60);
    setFailpointHook((at) => (at === 'before-turn-written' ? pause(Math.random() * 100) : undefined));
    const turns = [...ids.slice(0, 40)].map(turn);
    const publishId = await publishNext(stage, second, people);
    const later = ids.map(turn);
    await moveAll(stage, { engines: [stage.engine, openEngine(database, () => undefined)] });
    await Promise.all([...turns, ...later]);
    await Promise.all(ids.map(turn));
    const { moved = 0, left = 0, ended = 0, ...others } = await progressOf(publishId);
    const { '2 hold': held = 0, completed = 0, ...elsewhere } = await whereabouts(stage);
    expect([others, elsewhere, held, held + completed]).toEqual([{}, {}, moved, 60]);
    expect(completed).toBeGreaterThanOrEqual(left + ended);
    expect(moved).toBeGreaterThanOrEqual(20);
    const sends = await stage.database.prisma.send.findMany();
    expect(sends.map(({ state }) => state)).toEqual(Array(completed).fill('ACCEPTED'));
    expect(new Set(sends.map(({ enrollmentId }) => enrollmentId)).size).toBe(completed);
    expect(provider.taken.filter(({ workspaceId }) => workspaceId === stage.workspaceId)).toHaveLength(
      completed,
    );
    const rows = await stage.database.prisma.stepLog.findMany({
      where: { because: { startsWith: 'moved from' } },
    });
    expect(rows.map(({ enrollmentId }) => enrollmentId).toSorted()).toEqual(
      [...new Set(rows.map(({ enrollmentId }) => enrollmentId))].toSorted(),
    );
    expect([rows.length, await countDeadlocks(stage.database)]).toEqual([moved, 0]);
  });
});

describe('a worker that dies in the middle of a batch', () => {
  test('leaves nobody half moved: another one goes on, and nobody is moved twice', async () => {
    await enter(stage, 30);
    let dies = 1;
    rewriteStatements(database, (statement) => {
      const isLast = statement.name === 'note-people-of-publish' && dies-- > 0;
      const dying = statement.text.replace('WHERE', 'WHERE pg_terminate_backend(pg_backend_pid()) AND');
      return isLast ? { name: 'dies', text: dying } : statement;
    });
    const publishId = await publishNext(stage, second, people);
    await sweepPublishes(stage.engine, 10, Date.now());
    await expect(
      sweepPublishes(
        openEngine(database, () => undefined),
        10,
        Date.now(),
      ),
    ).rejects.toThrow(/terminat/);
    expect([await progressOf(publishId), await whereabouts(stage)]).toEqual([
      { waiting: 20, moved: 10 },
      { '1 cool-down': 20, '2 hold': 10 },
    ]);
    await moveAll(stage);
    expect([await progressOf(publishId), await whereabouts(stage)]).toEqual([
      { moved: 30 },
      { '2 hold': 30 },
    ]);
    const rows = await stage.database.prisma.stepLog.count({
      where: { because: { startsWith: 'moved from' } },
    });
    expect(rows).toBe(30);
  });
});
