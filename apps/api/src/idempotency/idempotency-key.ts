import { UserError } from '#faults';
import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Refuses } from '../openapi/answers';

const HEADER = 'idempotency-key';
const LONGEST = 90;
const VISIBLE = /^[\x21-\x7e]+$/;

/** The mark of a route whose answers are kept by `Idempotency-Key`. */
export const REPEATED = 'jornada:repeated';

/** The route takes the header `Idempotency-Key`, and makes of it what it says. */
export const TakesIdempotencyKey = (description: string): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description,
      schema: { type: 'string', minLength: 1, maxLength: LONGEST },
    }),
    Refuses(400, { 'invalid-idempotency-key': 'the header cannot be a key' }),
  );

/** The same call again, under the same `Idempotency-Key`, is answered the same for a day, and does its work once. */
export const Repeatable = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(REPEATED, true),
    TakesIdempotencyKey(
      'The same call under the same key is answered the same for 24 hours, and works once.',
    ),
    Refuses(409, { 'call-under-way': 'the same call under the same key is being worked on' }),
    Refuses(422, { 'idempotency-key-reused': 'the key was used for another call' }),
  );

/** The `Idempotency-Key` of a request; null where it has none. @throws UserError 400 `invalid-idempotency-key` */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null =>
  idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>().headers[HEADER]),
);

/** Reads the value of the header. @throws UserError 400 `invalid-idempotency-key` */
export function idempotencyKeyOf(header: string | readonly string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && header.length <= LONGEST && VISIBLE.test(header)) return header;
  throw new UserError({
    status: 400,
    code: 'invalid-idempotency-key',
    detail: 'The Idempotency-Key cannot be one.',
    hint: `Use 1-${LONGEST} visible ASCII characters, such as a UUID, and the header once.`,
    errors: [{ path: '/Idempotency-Key', code: 'invalid-idempotency-key', message: 'cannot be used' }],
  });
}
