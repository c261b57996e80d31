import { UserError, type FieldError } from '#faults';
import { pointer } from '#journey';
import { ValidationPipe, type Type } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { shortened } from './json-fault';

/** Findings told at most; more would not be read. */
const MOST_ERRORS = 50;

/** Checks flat bodies and queries by the class of the parameter: what it does not name is refused, nothing is guessed. */
export function buildValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidRequest(errors.flatMap((error) => fieldErrors(error, []))),
  });
}

/** The answer to a request whose fields are wrong. */
export function invalidRequest(errors: readonly FieldError[]): UserError {
  const [first] = errors;
  const name = first ? first.path.slice(1) : '';
  return new UserError({
    status: 400,
    code: 'invalid-request',
    detail: first ? `'${name}' ${first.message}.` : 'The request is not what this route takes.',
    hint:
      errors.length > 1
        ? 'See errors for every field that is wrong.'
        : 'See /docs for what this route takes.',
    errors: errors.slice(0, MOST_ERRORS),
  });
}

function fieldErrors(error: ValidationError, above: readonly string[]): readonly FieldError[] {
  const keys = [...above, shortened(error.property)];
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) =>
    rule === 'whitelistValidation'
      ? { path: pointer(keys), code: 'unknown-field', message: 'is not known here' }
      : { path: pointer(keys), code: rule, message },
  );
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, keys))];
}

/** Refuses to start a server whose validation lets everything through, as it does where a build loses decorator metadata. */
export async function requireWorkingValidation(probe: Type, method: string): Promise<void> {
  const types = Reflect.getMetadata('design:paramtypes', probe.prototype as object, method) as
    Type[] | undefined;
  const metatype = types?.[0];
  const isRefused = await buildValidation()
    .transform({ known: 'yes', unknown: 'no' }, { type: 'body', ...(metatype ? { metatype } : {}) })
    .then(
      () => false,
      (error: unknown) => error instanceof UserError && error.errors[0]?.code === 'unknown-field',
    );
  if (isRefused) return;
  throw new Error(
    'Requests are not validated: this build lost the decorator metadata (emitDecoratorMetadata). Build with tsc or swc.',
  );
}
