import { Catch, Inject, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from './answer-error';
import { isSegmentAddress } from './cross-origin';
import { answerProblem, PROBLEM_TYPE, type Problem, type ProblemAnswer } from './problem';
import { RouteTable } from './route-table';
import { ServerLog } from './server-log';

/** Answers everything that is thrown, anywhere, as problem+json; logs what is our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(RouteTable) private readonly routes: RouteTable,
    @Inject(ServerLog) private readonly log: ServerLog,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // A client that went away hears no answer, and is no fault of ours.
    if (request.raw.socket.destroyed) return;
    const answer =
      error instanceof NotFoundException ? this.noRoute(request) : answerError(error, request.id);
    if (answer.status >= 500) this.log.failure(request, answer.status, error);
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .code(answer.status)
      .headers(answer.headers)
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(isSegmentAddress(request.url) ? asSegmentSays(answer.body) : answer.body));
  }

  private noRoute(request: FastifyRequest): ProblemAnswer {
    const path = request.url.split('?')[0] ?? '';
    const methods = this.routes.methodsOf(path);
    if (methods.length === 0)
      return answerProblem(
        404,
        'no-such-route',
        'There is nothing at this address.',
        'See /docs for what there is.',
      );
    const allow = methods.join(', ');
    return answerProblem(
      405,
      'method-not-allowed',
      `This address takes ${allow}.`,
      'See /docs for what it does.',
      { allow },
    );
  }
}

/** Segment's errors have a `message`: its Python client takes one without it for a failure of the network, and tries again. */
function asSegmentSays(problem: Problem): Problem {
  return { ...problem, message: problem.detail };
}
