import Ajv from 'ajv/dist/2020';
import { z } from 'zod';
import { conditionSchema } from './condition.schema';
import { accepted, complaints } from './testing/judged';

const NO_FORM = ': an object with one of "field", "did", "segment", "all", "any", "not" is expected here';
const OPS =
  'eq, ne, gt, gte, lt, lte, in, notIn, contains, startsWith, endsWith, matches, exists, missing, before, after, withinLast, withinNext';
const SCALAR =
  'value: "value" is text, a number, true or false (for a value that is not there: op "missing")';
const EMPTY = 'value: "value" is empty: every text would match';
const NUMBER = 'value: "value" is a number here (dates are compared by "before" and "after")';
const INSTANT = 'value: "value" is a date like 2026-12-24 or 2026-12-24T18:00:00Z here';
const ONLY_EVENT = 'the "where" of a "did" reads only event.…, the properties of the past event';
const NO_HISTORY =
  'the "where" of a "did" judges one past event: it cannot look at the history or at segments';

const plan = { field: 'profile.plan', op: 'eq', value: 'vip' };

function nested(levels: number): unknown {
  let condition: unknown = plan;
  for (let level = 1; level < levels; level += 1) condition = { not: condition };
  return condition;
}

const CONDITIONS: readonly unknown[] = [
  plan,
  { field: 'profile.plan', op: 'eq', value: '' },
  { field: 'profile.plan', op: 'ne', value: false },
  { field: 'profile.total', op: 'eq', value: -0 },
  { field: 'event.total', op: 'gt', value: 1e308 },
  { field: 'event.total', op: 'gte', value: -1.5 },
  { field: 'event.total', op: 'lt', value: 0 },
  { field: 'event.total', op: 'lte', value: Number.MAX_SAFE_INTEGER },
  { field: 'profile.plan', op: 'in', value: ['vip', 3, true] },
  { field: 'profile.plan', op: 'notIn', value: [''] },
  { field: 'profile.tags', op: 'contains', value: 7 },
  { field: 'profile.email', op: 'startsWith', value: 'ana' },
  { field: 'profile.email', op: 'endsWith', value: '.br' },
  { field: 'profile.email', op: 'matches', value: '^[^@]+@[^@]+$' },
  { field: 'steps.clicked?.path', op: 'exists' },
  { field: 'run.score', op: 'missing' },
  { field: 'profile.born', op: 'before', value: '2008-01-01' },
  { field: 'profile.born', op: 'after', value: '2008-01-01T00:00:00-03:00' },
  { field: 'profile.seen', op: 'withinLast', value: '7d' },
  { field: 'trigger.starts_at', op: 'withinNext', value: '1d 12h' },
  { did: 'Order Completed' },
  { did: 'Order Completed', atLeast: 3, within: '90d' },
  { did: 'Order Completed', atMost: 0 },
  { did: 'Order Completed', atLeast: 2, atMost: 2, where: { field: 'event.total', op: 'gt', value: 10 } },
  {
    did: 'toString',
    where: { any: [{ field: 'event.a', op: 'exists' }, { not: { field: 'event.b[0]', op: 'missing' } }] },
  },
  { segment: 'big-spenders' },
  { all: [plan] },
  { any: [plan, { did: 'X' }, { all: [{ segment: 's' }, { not: plan }] }] },
  nested(16),
];

describe('a condition', () => {
  test.each(CONDITIONS.map((condition) => [condition]))('%j is one, and is kept as it is', (written) => {
    expect(accepted(written)).toEqual(written);
  });
});

describe('what is no condition', () => {
  test.each<[unknown, string[]]>([
    [null, [NO_FORM]],
    ['profile.plan', [NO_FORM]],
    [true, [NO_FORM]],
    [[], [NO_FORM]],
    [[plan], [NO_FORM]],
    [{}, [NO_FORM]],
    [{ op: 'eq', value: 1 }, [NO_FORM]],
    [{ kind: 'field' }, [NO_FORM]],
    [{ not: {} }, [`not${NO_FORM}`]],
    [{ not: [plan] }, [`not${NO_FORM}`]],
    [{ all: [plan, 1] }, [`all.1${NO_FORM}`]],
    [{ all: [] }, ['all: at least one condition is needed here']],
    [{ any: [] }, ['any: at least one condition is needed here']],
    [{ any: plan }, ['any: a list of conditions is expected here']],
    [{ all: [plan], any: [plan] }, [': a condition has one form; beside "all" there is no "any"']],
    [{ not: plan, because: 'x' }, [': a condition has one form; beside "not" there is no "because"']],
    [{ segment: 5 }, ['segment: "segment" is the key of a segment']],
    [{ segment: '' }, ['segment: a segment has a key']],
  ])('%j: %j', (written, said) => {
    expect(complaints(written)).toEqual(said);
  });
});

describe('what is no comparison', () => {
  const a = { field: 'profile.a' };
  test.each<[unknown, string[]]>([
    [a, [`op: a comparison needs an "op"; there are ${OPS}`]],
    [{ ...a, op: null }, [`op: a comparison needs an "op"; there are ${OPS}`]],
    [{ ...a, op: 'equals', value: 1 }, [`op: "equals" is no operator; there are ${OPS}`]],
    [{ ...a, op: 'toString', value: 1 }, [`op: "toString" is no operator; there are ${OPS}`]],
    [{ ...a, op: '__proto__', value: 1 }, [`op: "__proto__" is no operator; there are ${OPS}`]],
    [{ field: 7, op: 'exists' }, ['field: a path is text, such as profile.plan']],
    [{ ...a, op: 'eq' }, [SCALAR]],
    [{ ...a, op: 'eq', value: null }, [SCALAR]],
    [{ ...a, op: 'ne', value: ['x'] }, [SCALAR]],
    [{ ...a, op: 'eq', value: {} }, [SCALAR]],
    [{ ...a, op: 'eq', value: Number('1e400') }, [SCALAR]],
    [{ ...a, op: 'gt' }, [NUMBER]],
    [{ ...a, op: 'gt', value: '5' }, [NUMBER]],
    [{ ...a, op: 'lte', value: '2026-01-01' }, [NUMBER]],
    [{ ...a, op: 'gt', value: Number('1e400') }, [NUMBER]],
    [{ ...a, op: 'gt', value: Number.NaN }, [NUMBER]],
    [{ ...a, op: 'in', value: 'vip' }, ['value: "value" is a list here, like ["vip", "gold"]']],
    [{ ...a, op: 'in' }, ['value: "value" is a list here, like ["vip", "gold"]']],
    [{ ...a, op: 'notIn', value: [] }, ['value: the list is empty: nothing would be in it']],
    [{ ...a, op: 'in', value: ['x', null] }, [SCALAR.replace('value:', 'value.1:')]],
    [{ ...a, op: 'contains' }, ['value: "value" is text, a number, true or false']],
    [{ ...a, op: 'contains', value: '' }, [EMPTY]],
    [{ ...a, op: 'startsWith', value: '' }, [EMPTY]],
    [{ ...a, op: 'endsWith', value: 5 }, ['value: "value" is text here']],
    [{ ...a, op: 'matches', value: '' }, [EMPTY]],
    [{ ...a, op: 'matches', value: 5 }, ['value: "value" is a regular expression (RE2) as text here']],
    [{ ...a, op: 'exists', value: true }, [': "exists" and "missing" take no "value"']],
    [{ ...a, op: 'missing', value: null }, [': "exists" and "missing" take no "value"']],
    [{ ...a, op: 'exists', not: plan }, [': a comparison has "field", "op" and "value", not "not"']],
    [{ ...plan, did: 'X' }, [': a comparison has "field", "op" and "value", not "did"']],
    [
      JSON.parse('{"field":"profile.a","op":"eq","value":1,"__proto__":{}}'),
      [': a comparison has "field", "op" and "value", not "__proto__"'],
    ],
    [{ ...a, op: 'before' }, [INSTANT]],
    [{ ...a, op: 'before', value: 'yesterday' }, [INSTANT]],
    [{ ...a, op: 'after', value: '2026-02-30' }, [INSTANT]],
    [{ ...a, op: 'after', value: 'profile.born' }, [INSTANT]],
    [{ ...a, op: 'after', value: 1_781_524_800 }, [INSTANT]],
    [{ ...a, op: 'withinLast' }, ['value: a duration is text, like 1h, 3d or 1d 12h']],
    [{ ...a, op: 'withinLast', value: '101y' }, ['value: not a duration: it is longer than 100 years']],
  ])('%j: %j', (written, said) => {
    expect(complaints(written)).toEqual(said);
  });
});

describe('what does not count the history', () => {
  test.each<[unknown, string[]]>([
    [{ did: 7 }, ['did: "did" is the name of an event']],
    [{ did: '' }, ['did: an event has a name']],
    [{ did: 'x'.repeat(201) }, ['did: an event name has at most 200 characters']],
    [{ did: 'X', atLeast: 0 }, ['atLeast: "atLeast" begins at 1; for "did not" write "atMost": 0']],
    [{ did: 'X', atLeast: 1.5 }, ['atLeast: a count is a whole number']],
    [{ did: 'X', atLeast: '3' }, ['atLeast: a count is a whole number']],
    [{ did: 'X', atLeast: 10_001 }, ['atLeast: a count is at most 10000']],
    [{ did: 'X', atMost: -1 }, ['atMost: "atMost" begins at 0']],
    [{ did: 'X', atLeast: 3, atMost: 2 }, ['atLeast: "atLeast" is more than "atMost"']],
    [{ did: 'X', times: 2 }, [': a condition has one form; beside "did" there is no "times"']],
    [{ did: 'X', within: 90 }, ['within: a duration is text, like 1h, 3d or 1d 12h']],
    [{ did: 'X', where: 'event.a' }, [`where${NO_FORM}`]],
    [{ did: 'X', where: plan }, [`where.field: ${ONLY_EVENT}`]],
    [{ did: 'X', where: { field: 'trigger.a', op: 'exists' } }, [`where.field: ${ONLY_EVENT}`]],
    [{ did: 'X', where: { did: 'Y' } }, [`where.did: ${NO_HISTORY}`]],
    [{ did: 'X', where: { segment: 's' } }, [`where.segment: ${NO_HISTORY}`]],
    [
      {
        did: 'X',
        where: { all: [{ field: 'event.a', op: 'exists' }, { not: plan }, { any: [{ did: 'Y' }] }] },
      },
      [`where.all.1.not.field: ${ONLY_EVENT}`, `where.all.2.any.0.did: ${NO_HISTORY}`],
    ],
  ])('%j: %j', (written, said) => {
    expect(complaints(written)).toEqual(said);
  });
});

describe('problems far down', () => {
  test('are found at their place, all of them', () => {
    const written = {
      all: [{ any: [{ not: { ...plan, op: 'gt' } }] }, { did: 'X', within: 'soon' }, { segment: '' }],
    };
    expect(complaints(written)).toEqual([
      `all.0.any.0.not.${NUMBER}`,
      'all.1.within: not a duration: durations are written like 90s, 15m, 1h, 3d, 2w, 6mo, 1y or 1d 12h',
      'all.2.segment: a segment has a key',
    ]);
  });

  test.each([17, 18, 1_000, 100_000])('%d levels are too deep, said once and at the top', (levels) => {
    expect(complaints(nested(levels))).toEqual([': conditions are nested more than 16 deep']);
  });

  test('levels are counted through lists and through "where"', () => {
    const event = { field: 'event.a', op: 'exists' };
    const chain = (levels: number): unknown =>
      levels === 1 ? event : { any: [event, { all: [chain(levels - 2)] }] };
    expect(complaints({ did: 'X', where: chain(15) })).toEqual([]);
    expect(complaints({ not: { did: 'X', where: chain(15) } })).toEqual([
      ': conditions are nested more than 16 deep',
    ]);
  });
});

describe('the JSON Schema of conditions', () => {
  const schema = z.toJSONSchema(z.strictObject({ where: conditionSchema.optional() }));
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

  test.each(CONDITIONS.map((condition) => [condition]))('lets %j through', (where) => {
    expect(validate({ where })).toBe(true);
  });

  test.each<[unknown]>([
    [{}],
    [{ ...plan, op: 'equals' }],
    [{ ...plan, op: 'gt' }],
    [{ ...plan, field: 'plan' }],
    [{ ...plan, op: 'exists' }],
    [{ ...plan, op: 'in' }],
    [{ ...plan, op: 'withinLast', value: 'soon' }],
    [{ all: [] }],
    [{ not: [plan] }],
    [{ did: 'X', atLeast: 0 }],
    [{ all: [plan], any: [plan] }],
  ])('stops %j', (where) => {
    expect(validate({ where })).toBe(false);
  });
});
