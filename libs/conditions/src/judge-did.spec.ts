import type { DidCondition } from './condition';
import { needOf } from './needs';
import { factsWith } from './testing/facts-with';
import { judged } from './testing/judged';

function judge(condition: Omit<DidCondition, 'did'>, count: number) {
  const did = { did: 'Order Completed', ...condition };
  return judged(did, factsWith({ counts: { [needOf(did).key]: count } }));
}

describe('did', () => {
  test.each<[Omit<DidCondition, 'did'>, number, boolean, string]>([
    [{}, 0, false, "did not do 'Order Completed'"],
    [{}, 1, true, "did 'Order Completed'"],
    [{}, 7, true, "did 'Order Completed'"],
    [{ within: '90d' }, 0, false, "did not do 'Order Completed' in the last 90d"],
    [{ within: '90d' }, 1, true, "did 'Order Completed' in the last 90d"],
    [{ atLeast: 3, within: '90d' }, 0, false, "did not do 'Order Completed' in the last 90d, fewer than 3"],
    [{ atLeast: 3, within: '90d' }, 1, false, "did 'Order Completed' once in the last 90d, fewer than 3"],
    [{ atLeast: 3, within: '90d' }, 2, false, "did 'Order Completed' 2 times in the last 90d, fewer than 3"],
    [{ atLeast: 3, within: '90d' }, 3, true, "did 'Order Completed' at least 3 times in the last 90d"],
    [{ atLeast: 3, within: '90d' }, 40, true, "did 'Order Completed' at least 3 times in the last 90d"],
    [{ atLeast: 1 }, 0, false, "did not do 'Order Completed'"],
    [{ atMost: 0 }, 0, true, "did not do 'Order Completed'"],
    [{ atMost: 0 }, 1, false, "did 'Order Completed'"],
    [{ atMost: 0, within: '1d' }, 5, false, "did 'Order Completed' in the last 1d"],
    [{ atMost: 2 }, 0, true, "did not do 'Order Completed', at most 2"],
    [{ atMost: 2 }, 2, true, "did 'Order Completed' 2 times, at most 2"],
    [{ atMost: 2 }, 3, false, "did 'Order Completed' more than 2 times"],
    [{ atMost: 1 }, 2, false, "did 'Order Completed' more than once"],
    [{ atLeast: 2, atMost: 4 }, 1, false, "did 'Order Completed' once, fewer than 2"],
    [{ atLeast: 2, atMost: 4 }, 3, true, "did 'Order Completed' 3 times, from 2 to 4"],
    [{ atLeast: 2, atMost: 4 }, 5, false, "did 'Order Completed' more than 4 times"],
    [{ atLeast: 2, atMost: 2 }, 2, true, "did 'Order Completed' 2 times, as asked"],
    [
      { where: { field: 'event.total', op: 'gt', value: 9 } },
      0,
      false,
      "did not do a matching 'Order Completed'",
    ],
    [{ where: { field: 'event.total', op: 'gt', value: 9 } }, 1, true, "did a matching 'Order Completed'"],
  ])('%j, done %i times: %s, because %s', (condition, count, holds, because) => {
    expect(judge(condition, count)).toEqual({ holds, because });
  });

  test.each<Omit<DidCondition, 'did'>>([
    {},
    { atLeast: 3 },
    { atMost: 0 },
    { atMost: 2 },
    { atLeast: 2, atMost: 4 },
  ])('%j: counting on beyond the need changes neither answer nor reason', (condition) => {
    const enough = needOf({ did: 'Order Completed', ...condition }).atLeast;
    for (const more of [1, 2, 1_000, Number.MAX_SAFE_INTEGER]) {
      expect(judge(condition, enough + more)).toEqual(judge(condition, enough));
    }
  });

  test('a count that was not loaded is a bug, named by its need', () => {
    const did = { did: 'Order Completed', within: '90d' };
    expect(() => judged(did, factsWith())).toThrow(
      'a count of the history was not loaded before judging: {"atLeast":1,"did":"Order Completed","where":null,"within":"90d"}',
    );
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'an event named %s is an event like any other',
    (name) => {
      expect(() => judged({ did: name }, factsWith())).toThrow('was not loaded');
      const counts = { [needOf({ did: name }).key]: 1 };
      expect(judged({ did: name }, factsWith({ counts }))).toEqual({ holds: true, because: `did '${name}'` });
    },
  );
});
