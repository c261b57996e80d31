import { findLinkTarget, findRecipientSend, noteHit, type Touch } from '#enrollments';
import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isbot } from 'isbot';
import { Public } from '../access/needs';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { LinkRoute, Token } from './link-route';
import { readLink } from './open-link';
import { UnknownLinkError, UnknownLinkFilter } from './unknown-link';
import { withParameters } from './with-parameters';

/** A transparent picture of one pixel, in 43 bytes. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** The links that tell of clicks and openings. */
@Controller()
@ApiTags('recipients')
@Public()
@UseFilters(UnknownLinkFilter)
export class TouchesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get('r/:token')
  @Does(
    'Follows a link of a message',
    'Where it leads was stored with the message: nothing in the address says it. HEAD is noted as a sign of a robot, and is no click.',
  )
  @LinkRoute()
  @ApiResponse({ status: 302, description: 'To the target of the link.' })
  async followLink(
    @Token() token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { workspaceId, sendId, link } = readLink(this.surroundings, 'click', token);
    const found = await findLinkTarget(this.surroundings.database.pool, workspaceId, sendId, link);
    if (found === null) throw new UnknownLinkError();
    await this.note(request, { workspaceId, sendId, kind: 'click', link });
    reply.code(302).header('location', withParameters(found.target, found.utm));
  }

  @Get('o/:token')
  @Does(
    'Shows the picture that tells of an opening',
    'HEAD is noted as a sign of a robot, and is no opening.',
  )
  @LinkRoute()
  @ApiResponse({
    status: 200,
    description: 'A transparent picture of one pixel.',
    content: { 'image/gif': { schema: { type: 'string', format: 'binary' } } },
  })
  async showPixel(
    @Token() token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { workspaceId, sendId } = readLink(this.surroundings, 'open', token);
    const send = await findRecipientSend(this.surroundings.database.pool, workspaceId, sendId);
    if (!send) throw new UnknownLinkError();
    await this.note(request, { workspaceId, sendId, kind: 'open', link: null });
    // Mail programs in browsers show it on pages of their own.
    reply.type('image/gif').header('cross-origin-resource-policy', 'cross-origin');
    return PIXEL;
  }

  private async note(request: FastifyRequest, touch: Omit<Touch, 'byProgram'>): Promise<void> {
    const agent = request.headers['user-agent'] ?? '';
    const byProgram = agent === '' || isbot(agent);
    const kind = request.method === 'HEAD' ? 'head' : touch.kind;
    await noteHit(this.surroundings.engine, { ...touch, kind, byProgram }, Date.now());
  }
}
