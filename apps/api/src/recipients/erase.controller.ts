import { erasePerson, findErasureRequest, type ErasureRequest } from '#enrollments';
import { chooseLanguage, type Language } from '#links';
import { Controller, Get, HttpCode, Inject, Post, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/needs';
import { TakesForm } from '../http/body-rule';
import { html, type Html } from '../http/html';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { PageRoute, Token } from './link-route';
import { readLink } from './open-link';
import { recipientPage } from './recipient-page';
import { UnknownLinkError, UnknownLinkFilter } from './unknown-link';
import { words } from './words';

interface Opened extends ErasureRequest {
  readonly workspaceId: string;
  readonly speaks: Language;
}

/** Where the mail leads that asks somebody whether they want to be erased. */
@Controller('e')
@ApiTags('recipients')
@Public()
@UseFilters(UnknownLinkFilter)
export class EraseController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':token')
  @Does('Asks whether to erase a person', 'Changes nothing: mail scanners open every link.')
  @PageRoute()
  async askToErase(@Token() token: string): Promise<string> {
    const opened = await this.open(token);
    if (opened.isErased) return erasedPage(opened);
    const { erase } = words[opened.speaks];
    return page(
      opened,
      erase.title,
      html`<p>${erase.sure(opened.workspace)}</p>
        <form method="post"><button>${erase.button}</button></form>`,
    );
  }

  @Post(':token')
  @HttpCode(200)
  @TakesForm()
  @Does('Erases a person', 'As DELETE /v1/profiles/:userId does. Twice is as good as once.')
  @PageRoute()
  async erase(@Token() token: string): Promise<string> {
    const opened = await this.open(token);
    const { engine, links } = this.surroundings;
    const by = { source: 'recipient', actor: '' } as const;
    await erasePerson(engine, links, opened.workspaceId, `id:${opened.profileId}`, by, Date.now());
    return erasedPage(opened);
  }

  private async open(token: string): Promise<Opened> {
    const { workspaceId, sendId } = readLink(this.surroundings, 'erase', token);
    const { pool } = this.surroundings.database;
    const request = await findErasureRequest(pool, workspaceId, sendId, Date.now());
    if (!request) throw new UnknownLinkError();
    return { ...request, workspaceId, speaks: chooseLanguage({}, request.language) };
  }
}

function erasedPage(opened: Opened): string {
  const { erase } = words[opened.speaks];
  return page(opened, erase.doneTitle, html`<p role="status">${erase.done(opened.workspace)}</p>`);
}

function page({ speaks, workspace }: Opened, title: string, content: Html): string {
  return recipientPage({ language: speaks, title, from: workspace, content });
}
