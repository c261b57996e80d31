import { findSentContent } from '#enrollments';
import { Controller, Get, Inject, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/needs';
import { html } from '../http/html';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { MESSAGE_POLICY, MESSAGE_SANDBOX } from '../http/message-policy';
import { PageRoute, Token } from './link-route';
import { openLink } from './open-link';
import { recipientPage } from './recipient-page';
import { UnknownLinkError, UnknownLinkFilter } from './unknown-link';

/** It has nothing to do with our own pages: it is shown as if it came from elsewhere. */
const VIEW_POLICY = `${MESSAGE_POLICY}; sandbox ${MESSAGE_SANDBOX}`;

/** A message, as it was sent. */
@Controller('v')
@ApiTags('recipients')
@Public()
@UseFilters(UnknownLinkFilter)
export class ViewController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':token')
  @Does('Shows a message in the browser', 'For as long as what was sent is kept.')
  @PageRoute(VIEW_POLICY)
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
