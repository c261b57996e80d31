import fc from 'fast-check';
import type { Condition } from './condition';
import { conditionSchema } from './condition.schema';
import { evaluate } from './evaluate';
import type { Facts } from './facts';
import { missingNeeds } from './missing-needs';
import { needsOf } from './needs';
import { nextFlip } from './next-flip';
import { readsOf } from './reads';
import { anyCondition, anyFacts, anyScalar, pathsAndValues } from './testing/arbitraries';

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
      fc.property(pathsAndValues, fc.array(anyScalar, { minLength: 1 }), ([field, facts], values) => {
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
