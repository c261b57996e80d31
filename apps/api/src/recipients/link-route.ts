import { applyDecorators, Header, Param } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { htmlAnswer } from '../openapi/answers';
import { PAGE_POLICY } from './recipient-page';

/** The token of a link. Whether it is one, only its reading says: all that are not are answered alike. */
export const Token = (): ParameterDecorator => Param('token');

/** A route of recipient links: says in the API's description how a link that leads nowhere is answered. */
export const LinkRoute = (): MethodDecorator =>
  ApiResponse({ status: 404, ...htmlAnswer, description: 'The page of every link that leads nowhere.' });

/** A route of recipient links that is a page. */
export const PageRoute = (policy = PAGE_POLICY): MethodDecorator =>
  applyDecorators(
    LinkRoute(),
    ApiResponse({ status: 200, ...htmlAnswer }),
    Header('content-type', 'text/html; charset=utf-8'),
    Header('content-security-policy', policy),
  );
