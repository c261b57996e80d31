import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/needs';
import { notFound } from '../http/not-found';
import { objectSchema } from '../http/shown-json';
import { Answers, Does, htmlAnswer, Refuses } from '../openapi/answers';
import { ApiDescription } from './api-description';
import { docsAsset, docsPage } from './docs-page';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger's page sets styles on its elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const text = { schema: { type: 'string' } } as const;

/** The API's description, for programs and to browse. */
@Controller()
@ApiTags('docs')
@Public()
export class DocsController {
  constructor(@Inject(ApiDescription) private readonly description: ApiDescription) {}

  @Get('openapi.json')
  @Does('Tells this description of the API')
  @Answers(objectSchema)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('access-control-allow-origin', '*')
  describe(): string {
    return this.description.json();
  }

  @Get('docs')
  @Does('Shows this description, to browse and try')
  @ApiOkResponse(htmlAnswer)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  showDocs(): string {
    return docsPage;
  }

  @Get('docs/:asset')
  @Does('Tells a file of that page')
  @ApiOkResponse({ description: 'The file.', content: { 'text/css': text, 'text/javascript': text } })
  @Refuses(404, { 'no-such-route': 'the page has no such file' })
  @Header('cache-control', 'public, max-age=3600')
  async findAsset(
    @Param('asset') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const asset = await docsAsset(name);
    if (!asset) throw notFound('no-such-route', 'There is nothing at this address.', 'The page is at /docs.');
    reply.type(asset.type);
    return asset.content;
  }
}
