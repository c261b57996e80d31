import { z } from 'zod';
import type { Condition } from './condition';
import { isNestedDeeper } from './depth';
import { durationSchema } from './duration.schema';
import { fieldConditionSchema } from './field-condition.schema';
import { keyedUnion } from './keyed-union.schema';
import { whereProblems } from './where-problems';

/** How deep conditions may be nested in one another. */
export const CONDITION_DEPTH = 16;

const timesSchema = z.int({ error: 'a count is a whole number' }).max(10_000, 'a count is at most 10000');

const didSchema = strict({
  did: z
    .string({ error: '"did" is the name of an event' })
    .min(1, 'an event has a name')
    .max(200, 'an event name has at most 200 characters'),
  atLeast: timesSchema.min(1, '"atLeast" begins at 1; for "did not" write "atMost": 0').optional(),
  atMost: timesSchema.min(0, '"atMost" begins at 0').optional(),
  within: durationSchema.optional(),
  where: z.lazy(() => conditionSchema).optional(),
}).check((ctx) => {
  const { atLeast, atMost, where } = ctx.value;
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    ctx.issues.push({
      code: 'custom',
      input: atLeast,
      path: ['atLeast'],
      message: '"atLeast" is more than "atMost"',
    });
  }
  for (const { path, message } of where ? whereProblems(where) : []) {
    ctx.issues.push({ code: 'custom', input: where, path: ['where', ...path], message });
  }
});

const segmentSchema = strict({
  segment: z
    .string({ error: '"segment" is the key of a segment' })
    .min(1, 'a segment has a key')
    .max(100, 'a key has at most 100 characters'),
});

const partsSchema = z
  .array(
    z.lazy(() => conditionSchema),
    { error: 'a list of conditions is expected here' },
  )
  .min(1, 'at least one condition is needed here');

/** A condition: one language for triggers, branches, waits, exits and segments. */
export const conditionSchema: z.ZodType<Condition> = keyedUnion(
  {
    field: fieldConditionSchema,
    did: didSchema,
    segment: segmentSchema,
    all: strict({ all: partsSchema }),
    any: strict({ any: partsSchema }),
    not: strict({ not: z.lazy(() => conditionSchema) }),
  },
  (input) =>
    isNestedDeeper(input, CONDITION_DEPTH) ? `conditions are nested more than ${CONDITION_DEPTH} deep` : null,
).meta({ id: 'Condition', description: 'A question about a person, an event or a run' });

function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const keys = issue.keys.map((key) => `"${key}"`).join(', ');
      return `a condition has one form; beside "${Object.keys(shape)[0]}" there is no ${keys}`;
    },
  });
}
