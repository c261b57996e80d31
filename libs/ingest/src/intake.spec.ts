import type { Engine, Incoming, Recorded } from '#enrollments';
import { openIntake } from './intake';

const engine = {} as Engine;
const event = (messageId: string, userId = 'ana'): Incoming => ({
  ...{ messageId, type: 'track', name: 'Seen', properties: {}, traits: null, context: null },
  ...{ userId, anonymousId: null, timestamp: 0, source: 'client' },
});
const recordedOf = ({ messageId }: Incoming): Recorded => ({
  ...{ messageId, status: 'accepted', profileId: 'p', began: [], woke: [], ended: [], refused: [] },
});

/** A database that commits when it is told to, and cannot store what is called poison. */
function openLedger() {
  const groups: (readonly string[])[] = [];
  const opened: (() => void)[] = [];
  let isOpen = false;
  const intake = openIntake({ engine }, async (_, _workspace, events) => {
    groups.push(events.map((one) => one.messageId));
    if (!isOpen) await new Promise<void>((resolve) => opened.push(resolve));
    if (events.some((one) => one.messageId.startsWith('poison'))) throw new Error('cannot be stored');
    if (events.some((one) => one.messageId.startsWith('away')))
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    return events.map(recordedOf);
  });
  const take = async (one: Incoming, workspaceId = 'w') =>
    (await intake.record(workspaceId, [one], 0)).map(({ messageId }) => messageId).join();
  return { intake, groups, take, open: () => ((isOpen = true), opened.forEach((resolve) => resolve())) };
}

describe('The intake', () => {
  test('records an event at once where nothing is under way', async () => {
    const ledger = openLedger();
    ledger.open();
    expect(await ledger.take(event('1'))).toBe('1');
    expect(await ledger.take(event('2'))).toBe('2');
    expect(ledger.groups).toEqual([['1'], ['2']]);
  });

  test('records together, in order, what arrives meanwhile, and answers each its own', async () => {
    const ledger = openLedger();
    const answers = Promise.all(['1', '2', '3', '4'].map((id) => ledger.take(event(id))));
    ledger.open();
    expect(await answers).toEqual(['1', '2', '3', '4']);
    expect(ledger.groups).toEqual([['1'], ['2', '3', '4']]);
  });

  test('records other workspaces, and most other people, beside it', async () => {
    const ledger = openLedger();
    const people = Array.from({ length: 40 }, (_, index) => `person-${index}`);
    const answers = Promise.all([
      ...people.map((userId) => ledger.take(event(userId, userId))),
      ledger.take(event('theirs'), 'another'),
    ]);
    expect(ledger.groups).toHaveLength(5);
    ledger.open();
    await answers;
    expect(ledger.groups.flat().toSorted()).toEqual([...people, 'theirs'].toSorted());
  });

  test('lets one that cannot be stored fail alone', async () => {
    const ledger = openLedger();
    const ids = ['1', '2', 'poison', '3', '4', '5'];
    const answers = Promise.allSettled(ids.map((id) => ledger.take(event(id))));
    ledger.open();
    expect((await answers).map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      ...['1', '2', 'failed', '3', '4', '5'],
    ]);
  });

  test('asks a database that is away once, not for each', async () => {
    const ledger = openLedger();
    const answers = Promise.allSettled(['1', 'away', '2', '3'].map((id) => ledger.take(event(id))));
    ledger.open();
    expect((await answers).map((one) => one.status)).toEqual(['fulfilled', ...Array(3).fill('rejected')]);
    expect(ledger.groups).toHaveLength(2);
  });

  test('never puts more than 200 together', async () => {
    const ledger = openLedger();
    const answers = Promise.all(Array.from({ length: 450 }, (_, index) => ledger.take(event(`${index}`))));
    ledger.open();
    await answers;
    expect(ledger.groups.map((group) => group.length)).toEqual([1, 200, 200, 49]);
  });

  test('records a call of many by itself: it is a group already', async () => {
    const ledger = openLedger();
    ledger.open();
    expect(await ledger.intake.record('w', [event('1'), event('2')], 0)).toHaveLength(2);
    expect(await ledger.intake.record('w', [], 0)).toEqual([]);
    expect(ledger.groups).toEqual([['1', '2'], []]);
  });
});
