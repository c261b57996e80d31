import { setImmediate as nextRound } from 'node:timers/promises';
import { eventOf, openLedger } from './testing/ledger';

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index + 1}`);

/** Until what came has been put into groups. */
const grouped = async (): Promise<void> => {
  for (let round = 0; round < 5; round++) await nextRound();
};

describe('The intake', () => {
  test('records an event at once where nothing is under way', async () => {
    const ledger = openLedger();
    ledger.open();
    expect(await ledger.take(eventOf('1'))).toBe('1');
    expect(await ledger.take(eventOf('2'))).toBe('2');
    expect(ledger.groups).toEqual([['1'], ['2']]);
  });

  test('records together, in order, what arrives meanwhile, and answers each its own', async () => {
    const ledger = openLedger();
    const first = ledger.take(eventOf('1'));
    await grouped();
    const others = ['2', '3', '4'].map((id) => ledger.take(eventOf(id)));
    await grouped();
    ledger.open();
    expect(await Promise.all([first, ...others])).toEqual(['1', '2', '3', '4']);
    expect(ledger.groups).toEqual([['1'], ['2', '3', '4']]);
  });

  test('never puts more than 500 together', async () => {
    const ledger = openLedger();
    ledger.open();
    await Promise.all(ids(1_100).map((id) => ledger.take(eventOf(id))));
    expect(ledger.groups.map((group) => group.length)).toEqual([500, 500, 100]);
  });

  test('spreads the people of a call over several transactions, and answers in the order of the call', async () => {
    const ledger = openLedger();
    ledger.open();
    const events = ids(40).map((id) => eventOf(id, `person-${id}`));
    const taken = await ledger.intake.take({ workspaceId: 'w', keyId: null, bytes: 0 }, events);
    expect(taken.map((one) => one.kind === 'recorded' && one.recorded.messageId)).toEqual(ids(40));
    expect(ledger.groups).toHaveLength(4);
    expect(ledger.groups.flat().toSorted()).toEqual(ids(40).toSorted());
    expect(await ledger.intake.take({ workspaceId: 'w', keyId: null, bytes: 0 }, [])).toEqual([]);
  });

  test("keeps the order of a person's events, by whichever of their names", async () => {
    const ledger = openLedger();
    const events = [
      eventOf('1', null, 'browser'),
      eventOf('2', 'ana', 'browser'),
      ...ids(20).map((id) => eventOf(`other-${id}`, `person-${id}`)),
      eventOf('3', 'ana'),
      eventOf('4', null, 'browser'),
    ];
    const answers = Promise.all(events.map((one) => ledger.take(one)));
    await grouped();
    ledger.open();
    await answers;
    expect(ledger.committed.filter((id) => !id.startsWith('other'))).toEqual(['1', '2', '3', '4']);
  });

  test('a flood of one workspace leaves the others their turn: at once, and then one by one', async () => {
    const ledger = openLedger();
    const flood = ids(4_000).map((id) => ledger.take(eventOf(id, `person-${id}`), 'flooding'));
    await grouped();
    const others = ['b', 'c'].map((id) => ledger.take(eventOf(id), id));
    await grouped();
    expect(ledger.groups.map((group) => group.length)).toEqual([500, 500, 500, 500, 1, 1]);
    ledger.open();
    await Promise.all([...flood, ...others]);
  });

  test('has no more than eight transactions under way, of all workspaces', async () => {
    const ledger = openLedger();
    const answers = ids(20).map((id) => ledger.take(eventOf(id), `workspace-${id}`));
    await grouped();
    expect(ledger.groups).toHaveLength(8);
    ledger.open();
    expect(await Promise.all(answers)).toEqual(ids(20));
  });
});

describe('An event that cannot be stored', () => {
  const outcomes = (answers: readonly Promise<string>[]) =>
    Promise.allSettled(answers).then((all) =>
      all.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')),
    );

  test.each([
    ['what PostgreSQL cannot keep is a fault of the event', '22P05/poison', 'cannot-be-stored'],
    ['a key that is too long for an index is, too', '54000/poison', 'cannot-be-stored'],
    ['anything else fails, to be sent again', 'XX000/bug', 'failed'],
  ])('%s, and the others are stored without it', async (_, id, outcome) => {
    const ledger = openLedger();
    ledger.open();
    const answers = ['1', '2', id, '3', '4', '5'].map((one) => ledger.take(eventOf(one)));
    expect(await outcomes(answers)).toEqual(['1', '2', outcome, '3', '4', '5']);
    expect(ledger.committed).toEqual(['1', '2', '3', '4', '5']);
  });

  test('a database that is away is asked once, not for each', async () => {
    const ledger = openLedger();
    ledger.open();
    const answers = ['1', '08006/away', '2', '3'].map((one) => ledger.take(eventOf(one)));
    expect(await outcomes(answers)).toEqual(Array(4).fill('failed'));
    expect(ledger.groups).toHaveLength(1);
  });
});

describe('Somebody whose profile is locked', () => {
  test('waits alone: the others are stored, their own later events stay behind them', async () => {
    const ledger = openLedger();
    ledger.open();
    ledger.locked.add('bia');
    const bias = ['b1', 'b2'].map((id) => ledger.take(eventOf(id, 'bia')));
    const others = ids(20).map((id) => ledger.take(eventOf(id, `person-${id}`)));
    expect(await Promise.all(others)).toEqual(ids(20));
    const later = ledger.take(eventOf('b3', 'bia', 'browser'));
    const latest = ledger.take(eventOf('b4', null, 'browser'));
    expect(await ledger.take(eventOf('c', 'cleo'))).toBe('c');
    expect(ledger.committed.filter((id) => id.startsWith('b'))).toEqual([]);
    ledger.locked.clear();
    expect(await Promise.all([...bias, later, latest])).toEqual(['b1', 'b2', 'b3', 'b4']);
    expect(ledger.committed.slice(-4)).toEqual(['b1', 'b2', 'b3', 'b4']);
    // Nothing of them is left: a new event takes the common way.
    expect(await ledger.take(eventOf('b5', 'bia'))).toBe('b5');
  });

  test('is told so after a while', async () => {
    const ledger = openLedger();
    ledger.open();
    ledger.locked.add('bia');
    await expect(ledger.take(eventOf('b', 'bia'))).rejects.toThrow('locked for a long time');
    expect(ledger.committed).toEqual([]);
  });
});

describe('What may wait is bounded', () => {
  const few = (events: number) => ({ events, bytes: 10_000 });
  const bounds = { key: few(2), workspace: few(3), process: few(4) };
  const refusalOf = (taken: Promise<string>) =>
    taken.then(String, (error: { code?: string; name: string }) => error.code ?? error.name);

  test('a key is told to slow down first, then its workspace; then the process is full', async () => {
    const ledger = openLedger(bounds);
    const admitted = [ledger.take(eventOf('1')), ledger.take(eventOf('2'))];
    expect(await refusalOf(ledger.take(eventOf('3')))).toBe('too-many-waiting');
    admitted.push(ledger.take(eventOf('4'), 'w', 'another key'));
    expect(await refusalOf(ledger.take(eventOf('5'), 'w', 'a third'))).toBe('too-many-waiting');
    admitted.push(ledger.take(eventOf('6'), 'another'));
    expect(await refusalOf(ledger.take(eventOf('7'), 'a third'))).toBe('OperationalError');
    ledger.open();
    expect(await Promise.all(admitted)).toEqual(['1', '2', '4', '6']);
    expect(await ledger.take(eventOf('8'))).toBe('8');
  });

  test('by bytes as well', async () => {
    const ledger = openLedger(bounds);
    const big = ledger.intake.take({ workspaceId: 'w', keyId: 'k', bytes: 9_950 }, [eventOf('1')]);
    expect(await refusalOf(ledger.take(eventOf('2')))).toBe('too-many-waiting');
    ledger.open();
    expect(await big).toHaveLength(1);
  });

  test('a call that is larger than the bounds is let in where nothing waits', async () => {
    const ledger = openLedger(bounds);
    ledger.open();
    const sender = { workspaceId: 'w', keyId: 'k', bytes: 1_000_000 };
    expect(
      await ledger.intake.take(
        sender,
        ids(9).map((id) => eventOf(id)),
      ),
    ).toHaveLength(9);
  });
});
