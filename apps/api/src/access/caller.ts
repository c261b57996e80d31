import type { KeyHolder } from '#workspaces';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who calls, as the guard found out. Without a key (the local mailbox), only the workspace is known. */
export type Caller = Pick<KeyHolder, 'workspaceId'> & Partial<KeyHolder>;

const callers = new WeakMap<FastifyRequest, Caller>();

/** Notes who makes a request. Only the guard does. */
export function admit(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** The workspace that the caller's key opens. Every read and write is bound to it. */
export const WorkspaceId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => callerOf(requestOf(context)).workspaceId,
);

/** The key that the caller showed. */
export const Holder = createParamDecorator(
  (_: unknown, context: ExecutionContext): KeyHolder => callerOf(requestOf(context)) as KeyHolder,
);

/** Who makes a request that the guard let in. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller) return caller;
  throw new Error('a route that takes its caller lets in who has none');
}

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}
