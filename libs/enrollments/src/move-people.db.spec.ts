import { openDatabase } from '#database';
import { findPublish, undoPublish } from '#journeys';
import { openEngine, readEnrollment, sweepPublishes } from './index';
import { scriptProvider } from './testing/scripted-provider';
import { event, openStage, type Stage } from './testing/stage';
import { enter, first, moveAll, publishNext, second, whereabouts } from './testing/versions';

const HOUR = 3_600_000;

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await publishNext(stage, first);
});
afterEach(() => stage.close());

const progressOf = async (id: string): Promise<object> => {
  const { state, progress } = await findPublish(stage.database, stage.workspaceId, id);
  return { state, ...Object.fromEntries(progress.map((one) => [one.state, one.count])) };
};
const undo = (id: string): Promise<unknown> => undoPublish(stage.database, stage.workspaceId, id, null);
const waitsOf = (ids: readonly string[]): Promise<readonly object[]> =>
  stage.database.prisma.enrollmentWait.findMany({
    where: { enrollmentId: { in: [...ids] } },
    orderBy: { enrollmentId: 'asc' },
  });
const anyWaits = async (): Promise<readonly string[]> =>
  (await stage.database.prisma.enrollment.findMany({ where: { state: 'active' } })).map(({ id }) => id);
const mails = (): Promise<number> => stage.database.prisma.mailboxMessage.count();

describe('a publish that moves people', () => {
  test('moves all, some at a time, by two workers at once; whoever enters from then on enters the new version', async () => {
    const ids = await enter(stage, 90);
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    expect(await progressOf(publishId)).toEqual({ state: 'applying', waiting: 90 });
    await enter(stage, 1);
    expect(await whereabouts(stage)).toEqual({ '1 cool-down': 90, '2 hold': 1 });
    expect(await sweepPublishes(stage.engine, 20, Date.now())).toBe(20);
    expect(await progressOf(publishId)).toEqual({ state: 'applying', waiting: 70, moved: 20 });
    const other = openDatabase({ url: stage.url, poolSize: 3 });
    await moveAll(stage, { engines: [stage.engine, openEngine(other, () => undefined)] });
    await other.close();
    expect(await whereabouts(stage)).toEqual({ '2 hold': 91 });
    expect(await progressOf(publishId)).toEqual({ state: 'applied', moved: 90 });
    const moved = `moved from version 1, step 'cool-down' to version 2, step 'hold', by publish ${publishId}`;
    for (const id of ids.slice(0, 3)) {
      expect(await stage.advance(id)).toMatchObject({ kind: 'until', label: 'wait 1d (hold)' });
      expect((await stage.story(id)).slice(2)).toEqual([
        `cool-down decided: ${moved}`,
        expect.stringContaining('hold rested: waits until'),
      ]);
    }
  });

  test('undone, puts everybody back to the waits that they had, and people enter the version before', async () => {
    const ids = await enter(stage, 30);
    const waits = await waitsOf(ids);
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    await moveAll(stage);
    for (const id of ids.slice(0, 10)) await stage.advance(id);
    await undo(publishId);
    await enter(stage, 1);
    expect(await whereabouts(stage)).toEqual({ '2 hold': 30, '1 cool-down': 1 });
    await undo(publishId);
    await moveAll(stage);
    await undo(publishId);
    await moveAll(stage);
    expect(await whereabouts(stage)).toEqual({ '1 cool-down': 31 });
    expect(await waitsOf(ids)).toEqual(waits);
    expect(await progressOf(publishId)).toEqual({ state: 'undone', returned: 30 });
    const [id = ''] = ids;
    expect(await stage.advance(id)).toEqual({
      ...{ kind: 'until', label: 'wait 1h (cool-down)' },
      at: (await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } })).dueAt?.getTime(),
    });
    expect((await stage.story(id)).at(-1)).toBe(
      `hold decided: put back to version 1, step 'cool-down', as publish ${publishId} was undone`,
    );
    for (const one of ids) await stage.advance(one, Date.now() + 2 * HOUR);
    expect([await whereabouts(stage), await mails()]).toEqual([{ completed: 30, '1 cool-down': 1 }, 30]);
  });

  test('holds everybody from the moment it is answered until they are moved: a wait that ends meanwhile is not over', async () => {
    const [id = ''] = await enter(stage, 1);
    await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    expect(await stage.advance(id, Date.now() + 2 * HOUR)).toMatchObject({ label: 'held' });
    await moveAll(stage);
    expect(stage.pokes.at(-1)).toMatchObject({ enrollmentId: id, version: 2, begin: null });
    await stage.advance(id, Date.now() + 2 * HOUR);
    expect([await whereabouts(stage), await mails()]).toEqual([{ '2 hold': 1 }, 0]);
  });

  test('undone while it is being applied, stops: who was still to be moved goes on where they stand', async () => {
    const ids = await enter(stage, 30);
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    await sweepPublishes(stage.engine, 10, Date.now());
    await undo(publishId);
    await moveAll(stage);
    expect(await whereabouts(stage)).toEqual({ '1 cool-down': 30 });
    expect(await progressOf(publishId)).toEqual({ state: 'undone', kept: 20, returned: 10 });
    for (const id of ids) await stage.advance(id, Date.now() + 2 * HOUR);
    expect([await whereabouts(stage), await mails()]).toEqual([{ completed: 30 }, 30]);
  });

  test('does not put back who has left the step that they were moved to', async () => {
    const [gone = '', stays = ''] = await enter(stage, 2);
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    await moveAll(stage);
    await stage.advance(gone);
    await stage.advance(gone, Date.now() + 25 * HOUR);
    await undo(publishId);
    await moveAll(stage);
    expect([await stage.stateOf(gone), await stage.stateOf(stays)]).toEqual(['completed', 'active']);
    expect(await progressOf(publishId)).toEqual({ state: 'undone', returned: 1, stayed: 1 });
  });

  test('takes people out where it says so, with the reason in their log, and that stays so', async () => {
    const [id = ''] = await enter(stage, 2);
    const publishId = await publishNext(stage, second, { 'cool-down': 'exit' });
    await moveAll(stage);
    expect(await whereabouts(stage)).toEqual({ exited: 2 });
    expect((await stage.story(id)).at(-1)).toBe(
      "cool-down ended: taken out by the publish of version 2: stood at version 1, step 'cool-down'",
    );
    await undo(publishId);
    await moveAll(stage);
    expect(await progressOf(publishId)).toEqual({ state: 'undone', exited: 2 });
  });

  test('does not touch who has ended, or is gone, before their turn came', async () => {
    const [left = '', erased = ''] = await enter(stage, 2);
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    await stage.database.prisma.enrollment.update({ where: { id: left }, data: { state: 'exited' } });
    await stage.database.prisma.enrollment.delete({ where: { id: erased } });
    await moveAll(stage);
    expect(await progressOf(publishId)).toEqual({ state: 'applied', ended: 2 });
  });

  test('keeps variables, outputs and visits, so that no message is ever taken for an earlier one', async () => {
    const [id = ''] = await enter(stage, 1);
    const memory = { visits: { 'cool-down': 1, hold: 4 }, outputs: { x: { y: 1 } }, variables: { z: 2 } };
    await stage.database.prisma.enrollment.update({ where: { id }, data: { memory } });
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    await moveAll(stage);
    await stage.advance(id);
    await undo(publishId);
    await moveAll(stage);
    const after = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
    expect(after).toMatchObject({
      ...{ version: 1, step: 'cool-down' },
      memory: { ...memory, visits: { 'cool-down': 1, hold: 5 } },
    });
  });
});

describe('a publish that moves people who are being written to', () => {
  test('waits for a message that is being posted, and moves its person when that is settled', async () => {
    const [id = ''] = await enter(stage, 1);
    let settle: (() => void) | undefined;
    const posting = new Promise<void>((resolve) => (settle = resolve));
    const provider = scriptProvider({ dedupes: false });
    const slow = {
      ...provider,
      post: (...call: Parameters<typeof provider.post>) => posting.then(() => provider.post(...call)),
    };
    const turn = stage.advance(id, Date.now() + 2 * HOUR, { ...stage.delivery, provider: slow });
    await until(async () => (await stage.database.prisma.send.count({ where: { state: 'CLAIMED' } })) === 1);
    const publishId = await publishNext(stage, second, { mail: { move: 'hold' } });
    await moveAll(stage);
    expect(await progressOf(publishId)).toEqual({ state: 'applying', waiting: 1 });
    settle?.();
    expect(await turn).toMatchObject({ label: 'held' });
    await moveAll(stage, { now: Date.now() + 3_000 });
    expect(await progressOf(publishId)).toEqual({ state: 'applied', moved: 1 });
    await stage.advance(id);
    expect([await whereabouts(stage), provider.taken.length]).toEqual([{ '2 hold': 1 }, 1]);
    // It has left, so who is put back goes on after it.
    await undo(publishId);
    await moveAll(stage, { now: Date.now() + 6_000 });
    await stage.advance(id);
    expect([await whereabouts(stage), provider.taken.length]).toEqual([{ completed: 1 }, 1]);
  });

  test('keeps back a message that has not left, and tells why; who is put back gets it after all, once', async () => {
    const [id = ''] = await enter(stage, 1);
    const provider = scriptProvider({ acts: ['is-away-for-a-while'], dedupes: false });
    const delivery = { ...stage.delivery, provider };
    await stage.advance(id, Date.now() + 2 * HOUR, delivery);
    const publishId = await publishNext(stage, second, { mail: { move: 'hold' } });
    await moveAll(stage);
    expect(await stage.database.prisma.send.findMany()).toMatchObject([
      { state: 'REFUSED', reason: 'moved-away', because: 'the person was moved to another step' },
    ]);
    await stage.advance(id, undefined, delivery);
    await undo(publishId);
    await moveAll(stage);
    expect(await stage.advance(id, undefined, delivery)).toEqual({ kind: 'ended' });
    expect(provider.taken).toHaveLength(1);
    const { log } = await readEnrollment(stage.database, stage.workspaceId, id);
    expect(log.filter(({ did }) => did === 'sent')).toHaveLength(1);
  });
});

describe('a publish', () => {
  test('with people to move is refused while the people of another are being moved, without it is not', async () => {
    await enter(stage, 1);
    const publishId = await publishNext(stage, second, { 'cool-down': { move: 'hold' } });
    await expect(publishNext(stage, second, { 'cool-down': 'exit' })).rejects.toMatchObject({
      ...{ status: 409, code: 'publish-under-way', more: { publishId } },
    });
    await publishNext(stage, second);
    await moveAll(stage);
    expect(await whereabouts(stage)).toEqual({ '2 hold': 1 });
    await expect(undo(publishId)).rejects.toMatchObject({ status: 409, code: 'published-since' });
  });

  test('of a run that exits rules of its new version know: an exit event ends it by them', async () => {
    const [id = ''] = await enter(stage, 1);
    await publishNext(
      stage,
      { ...second, exit: [{ event: 'Bought', reason: 'bought' }] },
      { 'cool-down': { move: 'hold' } },
    );
    const { profileId } = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
    const { value: userId } = await stage.database.prisma.profileIdentifier.findFirstOrThrow({
      where: { profileId },
    });
    await stage.record(event('Bought', {}, { userId }));
    expect(await anyWaits()).toEqual([id]);
    await moveAll(stage);
    await stage.record(event('Bought', {}, { userId }));
    expect(await stage.stateOf(id)).toBe('exited');
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) if (Date.now() > deadline) throw new Error('it has not come about');
}
