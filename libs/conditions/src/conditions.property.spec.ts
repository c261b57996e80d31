import fc from 'fast-check';
import type { Condition } from './condition';
import { conditionSchema } from './condition.schema';
import { evaluate } from './evaluate';
import type { Facts, Json, JsonObject } from './facts';
import { missingNeeds } from './missing-needs';
import { needsOf } from './needs';
import { nextFlip } from './next-flip';
import { readsOf } from './reads';
import { at } from './testing/facts-with';

const NAMES = ['a', 'b', 'plan', '__proto__', 'constructor', 'length', 'Last Name', 'toString'] as const;
const NOW = at('2026-06-15T12:00:00Z');

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('', 'vip', '2026-06-14T12:00:00Z', 'x'.repeat(300), 'a\0b', '\ud83d', '__proto__'),
  dateText(),
);

const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, 120, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER),
);

/** A value that conditions compare with. */
const anyScalar = fc.oneof(anyText, anyNumber, fc.boolean());

const { json } = fc.letrec<{ json: Json; list: Json; object: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    anyScalar,
    fc.constant(null),
    fc.constant(Number('1e400')),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 4 }),
  object: fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('json')), { maxLength: 4 }).map(asParsed),
}));

const anyObject = fc.array(fc.tuple(fc.constantFrom(...NAMES), json), { maxLength: 6 }).map(asParsed);

/** Facts with the names that conditions of `anyCondition` look for, and hostile ones; no counts. */
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  now: fc.integer({ min: NOW - 1e10, max: NOW + 1e10 }),
  zone: fc.constantFrom('UTC', 'America/Sao_Paulo', 'Pacific/Apia', 'Not/A_Zone', '__proto__'),
  profile: anyObject,
  trigger: anyObject,
  event: anyObject,
  run: anyObject,
  steps: anyObject,
  counts: fc.constant({}),
});

function pathUnder(root: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const more = fc.oneof(
    fc.constantFrom(...NAMES).map((name) => `.${name}`),
    fc.nat({ max: 3 }).map((place) => `[${place}]`),
  );
  return fc
    .tuple(root, fc.constantFrom(...NAMES), fc.array(more, { maxLength: 2 }))
    .map(([from, name, rest]) => `${from}.${name}${rest.join('')}`);
}

const anyPath = pathUnder(fc.constantFrom('profile', 'trigger', 'event', 'run', 'steps'));

const anyDuration = fc.constantFrom('0s', '90s', '15m', '1h', '1d', '3d 2h', '1mo', '1y', '100y');

function comparison(field: fc.Arbitrary<string>): fc.Arbitrary<Condition> {
  const someText = anyText.filter((text) => text !== '');
  return fc.oneof(
    fc.record({ field, op: fc.constantFrom('eq', 'ne'), value: anyScalar }),
    fc.record({ field, op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: anyNumber }),
    fc.record({
      field,
      op: fc.constantFrom('in', 'notIn'),
      value: fc.array(anyScalar, { minLength: 1, maxLength: 5 }),
    }),
    fc.record({ field, op: fc.constant('contains'), value: fc.oneof(someText, anyNumber, fc.boolean()) }),
    fc.record({ field, op: fc.constantFrom('startsWith', 'endsWith'), value: someText }),
    fc.record({
      field,
      op: fc.constant('matches'),
      value: fc.constantFrom('^a', '(a+)+$', '\\pL{2,}', '(?i)VIP', '.'),
    }),
    fc.record({ field, op: fc.constantFrom('exists', 'missing') }),
    fc.record({ field, op: fc.constantFrom('before', 'after'), value: dateText() }),
    fc.record({ field, op: fc.constantFrom('withinLast', 'withinNext'), value: anyDuration }),
  );
}

function bounds(): fc.Arbitrary<{ readonly atLeast?: number; readonly atMost?: number }> {
  return fc.constantFrom(
    {},
    { atLeast: 1 },
    { atLeast: 3 },
    { atMost: 0 },
    { atMost: 2 },
    { atLeast: 1, atMost: 3 },
  );
}

/** A condition that the schema lets through, of any form, nested a few levels. */
const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison(anyPath),
    fc
      .tuple(
        fc.constantFrom('A', 'B', '__proto__', 'Order Completed'),
        bounds(),
        fc.option(anyDuration),
        fc.option(comparison(pathUnder(fc.constant('event')))),
      )
      .map(([did, times, within, where]) => ({
        did,
        ...times,
        ...(within && { within }),
        ...(where && { where }),
      })),
    fc.record({ segment: fc.constantFrom('big-spenders', '__proto__') }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('condition') }),
  ),
})).condition;

/** Dates around now and far from it, as instants, with an offset, or as days. */
function dateText(): fc.Arbitrary<string> {
  const day = fc.tuple(
    fc.constantFrom('2026-06', '2026-02', '2028-02', '1999-12', '0001-01', '9999-12'),
    fc.integer({ min: 1, max: 28 }),
  );
  const form = fc.constantFrom('', 'T00:00:00Z', 'T12:00:00-03:00', 'T23:59:59.999+14:00', 'T02:30:00-05:00');
  return fc
    .tuple(day, form)
    .map(([[month, date], rest]) => `${month}-${String(date).padStart(2, '0')}${rest}`);
}

/** An object as JSON.parse makes it: `__proto__` is a key like any other. */
function asParsed(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}

function loaded(condition: Condition, facts: Facts, count: number): Facts {
  return { ...facts, counts: Object.fromEntries(needsOf(condition).map((need) => [need.key, count])) };
}

const someCount = fc.nat({ max: 5 });

describe('for every condition and all facts', () => {
  test('what the generator makes is a condition', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        expect(conditionSchema.safeParse(condition)).toMatchObject({ success: true });
      }),
    );
  });

  test('evaluate answers, with a reason that is short and fit to store', () => {
    fc.assert(
      fc.property(anyCondition, anyFacts, someCount, (condition, facts, count) => {
        const { holds, because } = evaluate(condition, loaded(condition, facts, count));
        expect(typeof holds).toBe('boolean');
        expect(because.length).toBeGreaterThan(0);
        expect(because.length).toBeLessThanOrEqual(500);
        expect(because).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      }),
      { numRuns: 2_000 },
    );
  });

  test('evaluate changes neither and answers the same again', () => {
    fc.assert(
      fc.property(anyCondition, anyFacts, someCount, (condition, facts, count) => {
        const given = loaded(condition, facts, count);
        const before = JSON.stringify([condition, given]);
        expect(evaluate(condition, given)).toEqual(evaluate(condition, given));
        expect(JSON.stringify([condition, given])).toBe(before);
      }),
    );
  });

  test('not is the opposite, twice not the same, by the same reason', () => {
    fc.assert(
      fc.property(anyCondition, anyFacts, someCount, (condition, facts, count) => {
        const given = loaded(condition, facts, count);
        const answer = evaluate(condition, given);
        expect(evaluate({ not: condition }, given)).toEqual({ ...answer, holds: !answer.holds });
        expect(evaluate({ not: { not: condition } }, given)).toEqual(answer);
      }),
    );
  });

  test('all and any are the and and the or of their parts (De Morgan too)', () => {
    fc.assert(
      fc.property(
        fc.array(anyCondition, { minLength: 1, maxLength: 4 }),
        anyFacts,
        someCount,
        (parts, facts, count) => {
          const given = loaded({ all: parts }, facts, count);
          const answers = parts.map((part) => evaluate(part, given).holds);
          const not = parts.map((part): Condition => ({ not: part }));
          expect(evaluate({ all: parts }, given).holds).toBe(answers.every(Boolean));
          expect(evaluate({ any: parts }, given).holds).toBe(answers.some(Boolean));
          expect(evaluate({ not: { any: not } }, given).holds).toBe(answers.every(Boolean));
        },
      ),
    );
  });

  test('ne is not eq, notIn is not in, missing is not exists, in one is eq', () => {
    fc.assert(
      fc.property(anyPath, anyFacts, fc.array(anyScalar, { minLength: 1 }), (field, facts, values) => {
        const value = values[0] ?? '';
        const holds = (condition: Condition) => evaluate(condition, facts).holds;
        expect(holds({ field, op: 'ne', value })).toBe(!holds({ field, op: 'eq', value }));
        expect(holds({ field, op: 'notIn', value: values })).toBe(!holds({ field, op: 'in', value: values }));
        expect(holds({ field, op: 'missing' })).toBe(!holds({ field, op: 'exists' }));
        expect(holds({ field, op: 'in', value: [value] })).toBe(holds({ field, op: 'eq', value }));
      }),
      { numRuns: 500 },
    );
  });

  test('the needs are complete: with those that are missing loaded, nothing throws', () => {
    fc.assert(
      fc.property(anyCondition, anyFacts, someCount, (condition, facts, count) => {
        const missing = missingNeeds(condition, { ...facts, counts: {} });
        const all = needsOf(condition).map((need) => need.key);
        expect(all).toEqual(expect.arrayContaining(missing.map((need) => need.key)));
        const given = { ...facts, counts: Object.fromEntries(missing.map((need) => [need.key, count])) };
        expect(missingNeeds(condition, given)).toEqual([]);
        expect(evaluate(condition, given)).toEqual(evaluate(condition, loaded(condition, facts, count)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('the reads are complete: an attribute that is not among them changes nothing', () => {
    fc.assert(
      fc.property(anyCondition, anyFacts, anyFacts, someCount, (condition, facts, other, count) => {
        const given = loaded(condition, facts, count);
        const reads = readsOf(condition);
        const kept = Object.entries(given.profile).filter(([name]) => reads.includes(`attr:${name}`));
        const added = Object.entries(other.profile).filter(([name]) => !reads.includes(`attr:${name}`));
        const profile = Object.fromEntries([...added, ...kept]);
        expect(evaluate(condition, { ...given, profile })).toEqual(evaluate(condition, given));
      }),
    );
  });

  test('until the next flip the answer stays', () => {
    fc.assert(
      fc.property(
        anyCondition,
        anyFacts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (condition, facts, share) => {
          const given = loaded(condition, facts, 1);
          const flip = nextFlip(condition, given);
          expect(flip === null || flip > given.now).toBe(true);
          const span = (flip ?? given.now + 1e12) - 1 - given.now;
          for (const now of [given.now + Math.floor(share * span), given.now + span]) {
            expect(evaluate(condition, { ...given, now }).holds).toBe(evaluate(condition, given).holds);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
