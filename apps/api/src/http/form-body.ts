import type { JsonObject } from '#conditions';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Form } from './form';

/** The form that a request sent, on a route that `TakesForm`. */
export const FormBody = createParamDecorator((_: unknown, context: ExecutionContext): Form => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  return new Form(body as JsonObject | undefined);
});
