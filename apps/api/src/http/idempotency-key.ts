import { UserError } from '#faults';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

const HEADER = 'idempotency-key';
const LONGEST = 90;
const VISIBLE = /^[\x21-\x7e]+$/;

/** The route takes the header `Idempotency-Key`: the same call again has no further effect. */
export const TakesIdempotencyKey = (description: string): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description,
      schema: { type: 'string', minLength: 1, maxLength: LONGEST },
    }),
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
