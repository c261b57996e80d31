import { z } from 'zod';
import { durationSchema } from './duration.schema';
import { instantOf } from './instant';
import { pathSchema } from './path.schema';
import { PATTERN_LENGTH, readPattern } from './pattern';

const scalarSchema = z.union([z.string(), z.number(), z.boolean()], {
  error: '"value" is text, a number, true or false (for a value that is not there: op "missing")',
});

const numberSchema = z.number({
  error: '"value" is a number here (dates are compared by "before" and "after")',
});

const someTextSchema = z
  .string({ error: '"value" is text here' })
  .min(1, '"value" is empty: every text would match');

const scalarsSchema = z
  .array(scalarSchema, { error: '"value" is a list here, like ["vip", "gold"]' })
  .min(1, 'the list is empty: nothing would be in it')
  .max(1_000, 'a list has at most 1000 values');

const patternSchema = z
  .string({ error: '"value" is a regular expression (RE2) as text here' })
  .min(1, '"value" is empty: every text would match')
  .max(PATTERN_LENGTH, { error: `a pattern has at most ${PATTERN_LENGTH} characters`, abort: true })
  .check((ctx) => {
    const reading = readPattern(ctx.value);
    if (reading.kind === 'pattern') return;
    const message = `not a regular expression that RE2 can run: ${reading.why}`;
    ctx.issues.push({ code: 'custom', input: ctx.value, message });
  });

const INSTANT_MESSAGE = '"value" is a date like 2026-12-24 or 2026-12-24T18:00:00Z here';

const instantSchema = z
  .string({ error: INSTANT_MESSAGE })
  .refine((text) => instantOf(text, 'UTC') !== null, { error: INSTANT_MESSAGE });

/** `{ field, op, value }`: one field against a value; which values are allowed depends on the operator. */
export const fieldConditionSchema = z.discriminatedUnion(
  'op',
  [
    form(['eq', 'ne'], { value: scalarSchema }),
    form(['gt', 'gte', 'lt', 'lte'], { value: numberSchema }),
    form(['in', 'notIn'], { value: scalarsSchema }),
    form(['contains'], { value: z.union([someTextSchema, z.number(), z.boolean()], { error: nonEmpty }) }),
    form(['startsWith', 'endsWith'], { value: someTextSchema }),
    form(['matches'], { value: patternSchema }),
    form(['exists', 'missing'], {}),
    form(['before', 'after'], { value: instantSchema }),
    form(['withinLast', 'withinNext'], { value: durationSchema }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? unknownOp(issue.input) : undefined) },
);

/** `{ field, op, value }` as it is written. */
export type FieldCondition = Readonly<z.infer<typeof fieldConditionSchema>>;

function form<const Ops extends readonly [string, ...string[]], Value extends z.ZodRawShape>(
  ops: Ops,
  value: Value,
) {
  return z.strictObject(
    { field: pathSchema, op: z.enum(ops), ...value },
    { error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(ops[0], issue.keys) : undefined) },
  );
}

function nonEmpty(issue: { readonly input?: unknown }): string {
  return issue.input === ''
    ? '"value" is empty: every text would match'
    : '"value" is text, a number, true or false';
}

function unknownKeys(op: string, keys: readonly string[]): string {
  const none = op === 'exists' || op === 'missing';
  return none && keys.includes('value')
    ? '"exists" and "missing" take no "value"'
    : `a comparison has "field", "op" and "value", not ${keys.map((key) => `"${key}"`).join(', ')}`;
}

function unknownOp(input: unknown): string {
  const op = typeof input === 'object' && input !== null ? (input as { op?: unknown }).op : undefined;
  const said = typeof op === 'string' ? `"${op.slice(0, 40)}" is no operator` : 'a comparison needs an "op"';
  return `${said}; there are eq, ne, gt, gte, lt, lte, in, notIn, contains, startsWith, endsWith, matches, exists, missing, before, after, withinLast, withinNext`;
}
