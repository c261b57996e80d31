import { readsOf } from './reads';
import { accepted } from './testing/judged';

const plan = { field: 'profile.plan', op: 'eq', value: 'vip' };

describe('what a condition reads that may change', () => {
  test.each<[unknown, string[]]>([
    [plan, ['attr:plan']],
    [{ field: 'profile.address.lines[0]', op: 'exists' }, ['attr:address']],
    [{ field: 'profile.__proto__.x', op: 'exists' }, ['attr:__proto__']],
    [{ field: 'profile.Último nome', op: 'missing' }, ['attr:Último nome']],
    [{ field: 'trigger.plan', op: 'exists' }, []],
    [{ field: 'event.plan', op: 'exists' }, []],
    [{ field: 'run.plan', op: 'exists' }, []],
    [{ field: 'steps.mail.outcome', op: 'exists' }, []],
    [{ did: 'Order Completed' }, ['event:Order Completed']],
    [
      { did: 'Order Completed', where: { field: 'event.total', op: 'gt', value: 5 } },
      ['event:Order Completed'],
    ],
    [{ segment: 'big-spenders' }, ['segment:big-spenders']],
    [{ not: plan }, ['attr:plan']],
    [
      {
        all: [
          { did: 'X' },
          plan,
          { any: [plan, { segment: 's' }, { not: { field: 'profile.age', op: 'gt', value: 17 } }] },
        ],
      },
      ['event:X', 'attr:plan', 'segment:s', 'attr:age'],
    ],
    [
      { any: [plan, plan, { did: 'plan' }, { segment: 'plan' }] },
      ['attr:plan', 'event:plan', 'segment:plan'],
    ],
  ])('%j reads %j', (condition, reads) => {
    expect(readsOf(accepted(condition))).toEqual(reads);
  });
});
