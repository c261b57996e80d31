import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { PROBLEM_TYPE } from '../http/problem';

/** What a route does, in a line, and in more words where that is needed. */
export const Does = (summary: string, description = ''): MethodDecorator => ApiOperation({ summary, description });

/** What a route answers when all is well. */
export function Answers(schema: z.ZodType, { status = 200, description = 'Done.' }: { status?: number; description?: string } = {}): MethodDecorator {
  return applyDecorators(HttpCode(status), ApiResponse({ status, description, standardSchema: schema }));
}

/** A refusal that is the route's own: its status, and what each of its codes means. */
export function Refuses(status: number, codes: { readonly [code: string]: string }): MethodDecorator {
  return ApiResponse({ status, description: codeList(codes), content: problemContent });
}

/** The content of an answer that is a problem. */
export const problemContent = { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };

/** Codes and what they mean, as a list. */
export function codeList(codes: { readonly [code: string]: string }): string {
  return Object.entries(codes)
    .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
    .join('\n');
}
