import { isDatabaseAway } from '#database';
import { OperationalError, UserError } from '#faults';
import { HttpException } from '@nestjs/common';
import { MAX_BODY_BYTES } from './body-rule';
import { answerProblem, answerUserError, type ProblemAnswer } from './problem';
import { notJson, tooLarge } from './read-body';

/** What the router refuses before any route is known, by its code. */
const routerErrors: { readonly [code: string]: () => ProblemAnswer } = {
  FST_ERR_BAD_URL: () =>
    answerProblem(400, 'malformed-url', 'The URL is not well formed.', 'Encode it as RFC 3986 says.'),
  FST_ERR_MAX_PARAM_LENGTH: () =>
    answerProblem(414, 'url-too-long', 'A part of the URL is too long.', 'Check what you put into the path.'),
};

/** What the server refuses while it reads a body. Nest leaves of such an error only its status. */
const bodyErrors: { readonly [status: number]: () => ProblemAnswer } = {
  413: () => answerUserError(tooLarge(MAX_BODY_BYTES)),
  415: () => answerUserError(notJson()),
};

/** How libs/templates says that it cannot take more for now. */
const RENDERER_AWAY = new Set(['renderer-busy', 'renderer-closed', 'renderer-not-started']);

/** What an error is answered with. The caller's faults say what they are; all others tell nothing of what is inside. */
export function answerError(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof UserError) return answerUserError(error);
  const code = memberOf(error, 'code');
  if (error instanceof OperationalError || isDatabaseAway(error) || RENDERER_AWAY.has(code))
    return unavailable();
  const status = error instanceof HttpException ? error.getStatus() : Number(memberOf(error, 'statusCode'));
  const known = routerErrors[code] ?? bodyErrors[status];
  if (known) return known();
  if (status >= 400 && status < 500) {
    return answerProblem(
      status,
      'bad-request',
      'The request cannot be served as it is.',
      'See /docs for what this route takes.',
    );
  }
  return answerProblem(
    500,
    'unexpected',
    `Something went wrong on our side. The request's id is ${requestId}.`,
    'Try again; if it happens again, report it with this id.',
  );
}

/** The answer while something that we need is away. */
function unavailable(): ProblemAnswer {
  const detail = 'Something that this needs is away or busy.';
  return answerProblem(503, 'unavailable', detail, 'Try the same again in a few seconds.', {
    'retry-after': '2',
  });
}

function memberOf(error: unknown, name: 'code' | 'statusCode'): string {
  const member: unknown =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
  return typeof member === 'string' || typeof member === 'number' ? String(member) : '';
}
