import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { readTraits } from '#ingest';

/**
 * The attributes that a patch sets, the reserved ones in their one form.
 * @throws UserError 422 `invalid-attribute`, telling every one that is none of its kind
 */
export function attributesOf(patch: JsonObject): JsonObject {
  const { traits, leftOut } = readTraits(patch);
  const [first] = leftOut;
  if (!first) return traits;
  throw new UserError({
    status: 422,
    code: 'invalid-attribute',
    detail: 'A reserved attribute is none of its kind; nothing was changed.',
    hint: first.hint,
    errors: leftOut.map(({ path, reason }) => ({
      path: path.replace('/traits/', '/attributes/'),
      code: 'invalid-attribute',
      message: reason.split('. ')[0] ?? reason,
    })),
  });
}
