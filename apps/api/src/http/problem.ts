import { STATUS_CODES } from 'node:http';
import type { UserError } from '#faults';
import { z } from 'zod';

export const PROBLEM_TYPE = 'application/problem+json';

/** What every refusal and failure is answered with (RFC 9457). */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable: what programs decide by.' }),
    detail: z.string().meta({ description: 'What is wrong, in a sentence.' }),
    hint: z.string().meta({ description: 'What to do.' }),
    errors: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: 'Where: an RFC 6901 pointer.' }),
          code: z.string(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Problem',
    description:
      'What every refusal and failure is answered with (RFC 9457). Some codes have further members, such as `problems`.',
    example: {
      type: 'urn:jornada:problem:journey-not-found',
      title: 'Not Found',
      status: 404,
      code: 'journey-not-found',
      detail: "There is no journey 'welcome' in this workspace.",
      hint: 'List the journeys with GET /v1/journeys, or save this one with PUT /v1/journeys/:key.',
    },
  });
export type Problem = z.infer<typeof problemSchema>;

/** An answer that is a problem. */
export interface ProblemAnswer {
  readonly status: number;
  readonly body: Problem;
  readonly headers: { readonly [name: string]: string };
}

/** The answer of a status and a code. */
export function answerProblem(
  status: number,
  code: string,
  detail: string,
  hint: string,
  headers: ProblemAnswer['headers'] = {},
): ProblemAnswer {
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    status,
    body: { type: `urn:jornada:problem:${code}`, title, status, code, detail, hint },
    headers,
  };
}

/** The answer to a UserError. */
export function answerUserError(error: UserError): ProblemAnswer {
  const { status, body, headers } = answerProblem(error.status, error.code, error.message, error.hint);
  const errors = error.errors.length > 0 ? { errors: [...error.errors] } : {};
  return {
    status,
    // What the code means comes last: no further member may stand for another.
    body: { ...error.more, ...body, ...errors },
    headers: {
      ...headers,
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="jornada"' } : {}),
      ...(error.retryAfter === null ? {} : { 'retry-after': String(error.retryAfter) }),
    },
  };
}
