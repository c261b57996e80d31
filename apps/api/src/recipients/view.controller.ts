import { findSentContent } from '#enrollments';
import { Controller, Get, Inject, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/needs';
import { html } from '../http/html';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { PageRoute, Token } from './link-route';
import { openLink } from './open-link';
import { recipientPage } from './recipient-page';
import { UnknownLinkError, UnknownLinkFilter } from './unknown-link';

/** What a marketer wrote: nothing in it runs, nothing is posted, and it has nothing to do with our own pages. */
const MESSAGE_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline' https:",
  'img-src http: https: data:',
  'font-src https: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** A message, as it was sent. */
@Controller('v')
@ApiTags('recipients')
@Public()
@UseFilters(UnknownLinkFilter)
export class ViewController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':token')
  @Does('Shows a message in the browser', 'For as long as what was sent is kept.')
  @PageRoute(MESSAGE_POLICY)
  async viewMessage(@Token() token: string): Promise<string> {
    const { send, language } = await openLink(this.surroundings, 'view', token);
    const content = await findSentContent(this.surroundings.database.pool, send.workspaceId, send.sendId);
    if (!content) throw new UnknownLinkError();
    if (content.html !== null) return content.html;
    return recipientPage({
      ...{ language, title: content.subject, from: send.workspace.name },
      content: html`<pre>${content.text}</pre>`,
    });
  }
}
