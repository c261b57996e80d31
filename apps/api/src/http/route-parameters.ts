import { UserError } from '#faults';
import { isAddress, LONGEST_ADDRESS } from '#gate';
import { keySchema } from '#journey';
import { Param } from '@nestjs/common';
import { z } from 'zod';
import { isPlainText } from './field-rules';
import { idSchema } from './shown-json';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** How long a userId, or `id:` and a profile's id, may be where it names a person. */
export const LONGEST_REFERENCE = 300;
const referenceSchema = z.string().min(1).max(LONGEST_REFERENCE);
const addressSchema = z.string().min(1).max(LONGEST_ADDRESS);

/** The `:key` of a URL, or what is one under another name, checked. */
export const KeyParam = (name = 'key'): ParameterDecorator =>
  Param(name, { schema: keySchema, pipes: [{ transform: requireKey }] });

/** The `:id` of a URL. What is no id names nothing. */
export const IdParam = (missing: () => UserError): ParameterDecorator =>
  Param('id', { schema: idSchema, pipes: [{ transform: (id: unknown) => requireId(id, missing) }] });

/** The `:address` of a URL. What is no address is nobody's. */
export const AddressParam = (missing: () => UserError): ParameterDecorator =>
  Param('address', {
    schema: addressSchema,
    pipes: [{ transform: (it: unknown) => requireAddress(it, missing) }],
  });

/** The `:userId` of a URL: how a client names a person. */
export const PersonParam = (): ParameterDecorator =>
  Param('userId', { schema: referenceSchema, pipes: [{ transform: requireReference }] });

function requireKey(value: unknown): string {
  const parsed = keySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const hint = `In a URL, ${parsed.error.issues[0]?.message ?? ''}.`;
  throw wrongParameter('invalid-key', 'The key in the URL cannot be one.', hint, '/key');
}

function requireId(value: unknown, missing: () => UserError): string {
  if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
  throw missing();
}

function requireAddress(value: unknown, missing: () => UserError): string {
  if (typeof value === 'string' && isPlainText(value) && isAddress(value)) return value;
  throw missing();
}

function requireReference(value: unknown): string {
  if (typeof value === 'string' && value.length <= LONGEST_REFERENCE && isPlainText(value)) return value;
  const hint = `A userId is 1-${LONGEST_REFERENCE} characters without NUL.`;
  throw wrongParameter('invalid-user-id', 'The userId in the URL cannot be one.', hint, '/userId');
}

function wrongParameter(code: string, detail: string, hint: string, path: string): UserError {
  return new UserError({
    status: 400,
    code,
    detail,
    hint,
    errors: [{ path, code, message: 'cannot be used' }],
  });
}

/** What is saved under a key may name it again, but no other. @throws UserError 422 `key-differs` */
export function requireSameKey(inBody: string | null | undefined, inUrl: string): void {
  if ((inBody ?? inUrl) === inUrl) return;
  throw new UserError({
    status: 422,
    code: 'key-differs',
    detail: `The key in the body is not '${inUrl}', the URL's.`,
    hint: 'Use the same key in both, or leave it out of the body.',
    errors: [{ path: '/key', code: 'key-differs', message: 'differs from the key in the URL' }],
  });
}
