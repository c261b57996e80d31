import { topicsToLeave, unsubscribe } from '#enrollments';
import { Controller, Get, HttpCode, Inject, Post, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/needs';
import { TakesForm } from '../http/body-rule';
import { Form } from '../http/form';
import { FormBody } from '../http/form-body';
import { html } from '../http/html';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { PageRoute, Token } from './link-route';
import { openLink, type OpenedLink } from './open-link';
import { recipientPage } from './recipient-page';
import { UnknownLinkFilter } from './unknown-link';
import { TEXT_VERSION, words } from './words';

/** What the page's own form holds and a mail program's POST does not. */
const FROM_PAGE = 'from-page';

/** Unsubscribing: looking changes nothing, posting does it, by hand or by a mail program (RFC 8058). */
@Controller('u')
@ApiTags('recipients')
@Public()
@UseFilters(UnknownLinkFilter)
export class UnsubscribeController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':token')
  @Does('Asks whether to unsubscribe', 'Changes nothing: mail scanners open every link.')
  @PageRoute()
  async askToUnsubscribe(@Token() token: string): Promise<string> {
    const opened = await openLink(this.surroundings, 'unsubscribe', token);
    const { leave } = words[opened.language];
    const topic = await this.topicOf(opened);
    const ask = topic === null ? leave.askAll(opened.address) : leave.ask(topic, opened.address);
    return this.page(
      opened,
      leave.title,
      html`<p>${ask}</p>
        <form method="post">
          <input type="hidden" name="${FROM_PAGE}" value="1" /><button>${leave.button}</button>
        </form>`,
    );
  }

  @Post(':token')
  @HttpCode(200)
  @TakesForm()
  @Does(
    'Unsubscribes',
    'As RFC 8058 has it: one POST, without cookie, login or redirect. Whatever the body is. Twice is as good as once.',
  )
  @ApiConsumes('application/x-www-form-urlencoded', 'multipart/form-data')
  @ApiBody({
    required: false,
    schema: { type: 'object', properties: { 'List-Unsubscribe': { type: 'string', enum: ['One-Click'] } } },
  })
  @PageRoute()
  async unsubscribe(@Token() token: string, @FormBody() form: Form): Promise<string> {
    const opened = await openLink(this.surroundings, 'unsubscribe', token);
    const { language, send, address } = opened;
    const saidBy = form.has(FROM_PAGE)
      ? { by: 'unsubscribe page', textVersion: `unsubscribe/${TEXT_VERSION}/${language}` }
      : { by: 'one click', textVersion: null };
    await unsubscribe(this.surroundings.engine, send, saidBy, Date.now());
    const { leave } = words[language];
    const topic = await this.topicOf(opened);
    const done = topic === null ? leave.doneAll(address) : leave.done(topic, address);
    return this.page(opened, leave.doneTitle, html`<p role="status">${done}</p>`);
  }

  /** The name of what the link is about; null where that is everything. */
  private async topicOf({ send }: OpenedLink): Promise<string | null> {
    if (send.topic === null) return null;
    const [topic] = await topicsToLeave(this.surroundings.engine, send);
    return topic?.name ?? send.topic;
  }

  private page({ language, send }: OpenedLink, title: string, content: ReturnType<typeof html>): string {
    const { workspaceId, sendId, workspace } = send;
    const url = this.surroundings.links.urlOf({ purpose: 'preferences', workspaceId, sendId, link: 0 });
    const regret = html`<p><a href="${url}">${words[language].leave.regret}</a></p>`;
    return recipientPage({ language, title, from: workspace.name, content: html`${content}${regret}` });
  }
}
