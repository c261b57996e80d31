import { createHash } from 'node:crypto';
import { keepAnswer, letGoOfCall, takeOnCall, type NamedCall } from '#database';
import { UserError } from '#faults';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { callerOf } from '../access/caller';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { idempotencyKeyOf, REPEATED } from './idempotency-key';

/**
 * Makes calls repeatable that change something: the same call under the same `Idempotency-Key` is answered the same for a
 * day, and does its work once. A call that failed is forgotten, so that it can be made again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.reflector.get<boolean>(REPEATED, context.getHandler())) return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = idempotencyKeyOf(request.headers['idempotency-key']);
    if (key === null) return next.handle();
    const { workspaceId } = callerOf(request);
    const call = { workspaceId, key, request: fingerprintOf(request) };
    return defer(() => from(this.answerOnce(call, next, http.getResponse<FastifyReply>())));
  }

  private async answerOnce(call: NamedCall, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    const { database } = this.surroundings;
    const standing = await takeOnCall(database, call, Date.now());
    switch (standing.kind) {
      case 'another':
        throw keyReused();
      case 'under-way':
        throw underWay();
      case 'answered':
        void reply.code(standing.status).header('idempotency-replayed', 'true');
        return JSON.parse(standing.answer);
      case 'ours':
        return this.work(call, next, reply);
    }
  }

  private async work(call: NamedCall, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    const { database } = this.surroundings;
    try {
      const answer: unknown = await lastValueFrom(next.handle());
      await keepAnswer(database, call, { status: reply.statusCode, answer: JSON.stringify(answer) });
      return answer;
    } catch (error) {
      await letGoOfCall(database, call);
      throw error;
    }
  }
}

/** What tells two calls apart: where they go and what they say. */
function fingerprintOf({ method, url, body }: FastifyRequest): Uint8Array {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();
}

function keyReused(): UserError {
  return new UserError({
    status: 422,
    code: 'idempotency-key-reused',
    detail: 'This Idempotency-Key was used for another call in the last 24 hours.',
    hint: 'Make up a new key for each thing that you want done, such as a UUID.',
  });
}

function underWay(): UserError {
  return new UserError({
    status: 409,
    code: 'call-under-way',
    detail: 'The same call, under the same Idempotency-Key, is being worked on.',
    hint: 'Ask again in a second: then its answer is there.',
  });
}
