import { evaluate } from '../evaluate';
import type { Condition } from '../condition';
import { conditionSchema } from '../condition.schema';
import type { Facts } from '../facts';
import type { Verdict } from '../verdict';

/** Evaluates what is written, after the schema has let it through, as in production. */
export function judged(written: unknown, facts: Facts): Verdict {
  return evaluate(accepted(written), facts);
}

/** The condition that is written; fails the test, with the schema's words, where it is none. */
export function accepted(written: unknown): Condition {
  const { data, error } = conditionSchema.safeParse(written);
  if (!data)
    throw new Error(error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  return data;
}

/** What the schema says against it, as `path: message` lines; none where it is a condition. */
export function complaints(written: unknown): readonly string[] {
  const { error } = conditionSchema.safeParse(written);
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
