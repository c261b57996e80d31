import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { Body } from '@nestjs/common';
import type { z } from 'zod';

/** The JSON object of a request, which is judged further below; `schema` documents what it should be. */
export const JsonBody = (schema: z.ZodType): ParameterDecorator =>
  Body({ schema, pipes: [{ transform: requireBody }] });

/** The same, where no body is needed: none is an empty object. */
export const OptionalJsonBody = (schema: z.ZodType): ParameterDecorator =>
  Body({ schema, pipes: [{ transform: (body: JsonObject | undefined) => body ?? {} }] });

function requireBody(body: JsonObject | undefined): JsonObject {
  if (body !== undefined) return body;
  throw new UserError({
    status: 400,
    code: 'empty-body',
    detail: 'There is no JSON in the body.',
    hint: 'Send a JSON object.',
  });
}
