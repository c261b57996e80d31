import { UserError } from '#faults';
import { keySchema } from '#journey';

/** @throws UserError 422 `invalid-key` */
export function requireKey(what: 'template' | 'block', key: string): void {
  const parsed = keySchema.safeParse(key);
  if (parsed.success) return;
  throw new UserError({
    status: 422,
    code: 'invalid-key',
    detail: `'${key.slice(0, 100)}' cannot be the key of a ${what}.`,
    hint: parsed.error.issues[0]?.message ?? '',
  });
}
