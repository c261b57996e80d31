import type { JsonObject } from './facts';
import { factsWith } from './testing/facts-with';
import { judged } from './testing/judged';

const profile: JsonObject = {
  plan: 'free',
  empty: '',
  total: 120,
  zero: 0,
  text: '120',
  yes: true,
  no: false,
  none: null,
  tags: ['a', 'b'],
  list: ['free'],
  address: { city: 'Recife' },
  huge: 1e308,
  beyond: Number('1e400'),
  exact: 0.1 + 0.2,
};
const facts = factsWith({ profile });

type Row = [field: string, op: string, value: unknown, holds: boolean, because: string];

function judge(field: string, op: string, value: unknown) {
  return judged({ field: `profile.${field}`, op, ...(value === undefined ? {} : { value }) }, facts);
}

describe('eq and ne', () => {
  test.each<Row>([
    ['plan', 'eq', 'free', true, "plan is 'free'"],
    ['plan', 'eq', 'vip', false, "plan is 'free', not 'vip'"],
    ['plan', 'eq', 'Free', false, "plan is 'free', not 'Free'"],
    ['plan', 'eq', '', false, "plan is 'free', not ''"],
    ['empty', 'eq', '', true, "empty is ''"],
    ['total', 'eq', 120, true, 'total is 120'],
    ['total', 'eq', 120.5, false, 'total is 120, not 120.5'],
    ['zero', 'eq', -0, true, 'zero is 0'],
    ['exact', 'eq', 0.3, false, 'exact is 0.30000000000000004, not 0.3'],
    ['huge', 'eq', 1e308, true, 'huge is 1e+308'],
    ['yes', 'eq', true, true, 'yes is true'],
    ['yes', 'eq', false, false, 'yes is true, not false'],
    ['no', 'eq', false, true, 'no is false'],
    ['text', 'eq', 120, false, "text is '120' (text), not 120 (a number)"],
    ['total', 'eq', '120', false, "total is 120 (a number), not '120' (text)"],
    ['zero', 'eq', false, false, 'zero is 0 (a number), not false (yes or no)'],
    ['yes', 'eq', 'true', false, "yes is true (yes or no), not 'true' (text)"],
    ['list', 'eq', 'free', false, "list is ['free'] (a list), not 'free' (text)"],
    ['address', 'eq', 'Recife', false, "address is an object (an object), not 'Recife' (text)"],
    ['none', 'eq', 'vip', false, "none is missing, not 'vip'"],
    ['gone', 'eq', 'vip', false, "gone is missing, not 'vip'"],
    ['gone', 'eq', false, false, 'gone is missing, not false'],
    ['gone', 'eq', 0, false, 'gone is missing, not 0'],
    ['gone', 'eq', '', false, "gone is missing, not ''"],
    ['address.city', 'eq', 'Recife', true, "address.city is 'Recife'"],
    ['tags[1]', 'eq', 'b', true, "tags[1] is 'b'"],
    ['tags[2]', 'eq', 'b', false, "tags[2] is missing, not 'b'"],
    ['__proto__', 'eq', 'b', false, "__proto__ is missing, not 'b'"],
    ['constructor.name', 'eq', 'Object', false, "constructor.name is missing, not 'Object'"],
  ])(
    '%s %s %j: %s, because %s; ne says the opposite for the same reason',
    (field, op, value, holds, because) => {
      expect(judge(field, op, value)).toEqual({ holds, because });
      expect(judge(field, 'ne', value)).toEqual({ holds: !holds, because });
    },
  );
});

describe('in and notIn', () => {
  test.each<Row>([
    ['plan', 'in', ['free'], true, "plan is 'free'"],
    ['plan', 'in', ['vip'], false, "plan is 'free', not 'vip'"],
    ['plan', 'in', ['vip', 'free'], true, "plan is 'free', one of 'vip', 'free'"],
    ['plan', 'in', ['vip', 'gold'], false, "plan is 'free', not one of 'vip', 'gold'"],
    ['total', 'in', ['vip', 120], true, "total is 120, one of 'vip', 120"],
    ['total', 'in', ['vip', '120'], false, "total is 120 (a number), not one of 'vip', '120'"],
    ['yes', 'in', [true, false], true, 'yes is true, one of true, false'],
    ['list', 'in', ['free', 'vip'], false, "list is ['free'] (a list), not one of 'free', 'vip'"],
    ['gone', 'in', ['vip', 'gold'], false, "gone is missing, not one of 'vip', 'gold'"],
    ['none', 'in', ['vip'], false, "none is missing, not 'vip'"],
  ])(
    '%s %s %j: %s, because %s; notIn says the opposite for the same reason',
    (field, op, value, holds, because) => {
      expect(judge(field, op, value)).toEqual({ holds, because });
      expect(judge(field, 'notIn', value)).toEqual({ holds: !holds, because });
    },
  );

  test('a long list is not said in full', () => {
    const value = Array.from({ length: 1_000 }, (_, index) => `plan-${index}`);
    const { because } = judge('plan', 'in', value);
    expect(because).toMatch(/^plan is 'free', not one of 'plan-0', 'plan-1', .*, …$/);
    expect(because.length).toBeLessThan(120);
  });
});

describe('gt, gte, lt and lte', () => {
  test.each<Row>([
    ['total', 'gt', 100, true, 'total is 120, more than 100'],
    ['total', 'gt', 120, false, 'total is 120, not more than 120'],
    ['total', 'gte', 120, true, 'total is 120, at least 120'],
    ['total', 'gte', 121, false, 'total is 120, not at least 121'],
    ['total', 'lt', 121, true, 'total is 120, less than 121'],
    ['total', 'lt', 120, false, 'total is 120, not less than 120'],
    ['total', 'lte', 120, true, 'total is 120, at most 120'],
    ['total', 'lte', -1.5, false, 'total is 120, not at most -1.5'],
    ['zero', 'gt', -0, false, 'zero is 0, not more than 0'],
    ['huge', 'gte', 1e308, true, 'huge is 1e+308, at least 1e+308'],
    ['beyond', 'gt', 1e308, true, 'beyond is Infinity, more than 1e+308'],
    ['text', 'gt', 100, false, "text is '120' (text), not a number"],
    ['text', 'lte', 100, false, "text is '120' (text), not a number"],
    ['yes', 'gt', 0, false, 'yes is true (yes or no), not a number'],
    ['tags', 'gt', 1, false, "tags is ['a', 'b'] (a list), not a number"],
    ['address', 'gt', 1, false, 'address is an object (an object), not a number'],
    ['none', 'lt', 1, false, 'none is missing'],
    ['gone', 'gt', 1, false, 'gone is missing'],
    ['gone', 'lt', 1, false, 'gone is missing'],
    ['tags.length', 'gt', 1, false, 'tags.length is missing'],
  ])('%s %s %j: %s, because %s', (field, op, value, holds, because) => {
    expect(judge(field, op, value)).toEqual({ holds, because });
  });
});

describe('exists and missing', () => {
  test.each<[field: string, there: boolean, because: string]>([
    ['plan', true, "plan is 'free'"],
    ['empty', true, "empty is ''"],
    ['zero', true, 'zero is 0'],
    ['no', true, 'no is false'],
    ['tags', true, "tags is ['a', 'b']"],
    ['address', true, 'address is an object'],
    ['none', false, 'none is missing'],
    ['gone', false, 'gone is missing'],
    ['gone.deeper[3].still', false, 'gone.deeper[3].still is missing'],
    ['plan.length', false, 'plan.length is missing'],
    ['tags.0', false, 'tags.0 is missing'],
    ['__proto__', false, '__proto__ is missing'],
    ['hasOwnProperty', false, 'hasOwnProperty is missing'],
  ])('%s is there: %s, because %s', (field, there, because) => {
    expect(judge(field, 'exists', undefined)).toEqual({ holds: there, because });
    expect(judge(field, 'missing', undefined)).toEqual({ holds: !there, because });
  });
});
