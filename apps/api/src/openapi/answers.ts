import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { codeList, problemContent, type Codes } from './refusals';

/** What a route does, in a line, and in more words where that is needed. */
export const Does = (summary: string, description?: string): MethodDecorator =>
  ApiOperation(description === undefined ? { summary } : { summary, description });

/** What a route answers when all is well. */
export function Answers(schema: z.ZodType, description = 'Done.'): MethodDecorator {
  return applyDecorators(HttpCode(200), ApiResponse({ status: 200, description, standardSchema: schema }));
}

/** What a route answers that takes something on: it is committed, and goes on by itself. */
export function Takes(schema: z.ZodType, description: string): MethodDecorator {
  return applyDecorators(HttpCode(202), ApiResponse({ status: 202, description, standardSchema: schema }));
}

/** A refusal that is the route's own: its status, and what each of its codes means. */
export function Refuses(status: number, codes: Codes): MethodDecorator {
  return ApiResponse({ status, description: codeList(codes), content: problemContent });
}

/** The answer of a route that is a page. */
export const htmlAnswer = {
  description: 'The page.',
  content: { 'text/html': { schema: { type: 'string' as const } } },
};
