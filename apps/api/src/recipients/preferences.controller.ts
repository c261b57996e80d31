import { isIn, listTopicChoices, savePreferences, type TopicChoice } from '#enrollments';
import { Controller, Get, HttpCode, Inject, Post, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/needs';
import { TakesForm } from '../http/body-rule';
import { Form } from '../http/form';
import { FormBody } from '../http/form-body';
import { html, type Html } from '../http/html';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { PageRoute, Token } from './link-route';
import { openLink, type OpenedLink } from './open-link';
import { recipientPage } from './recipient-page';
import { UnknownLinkFilter } from './unknown-link';
import { TEXT_VERSION, words } from './words';

/** What a person wants to receive, topic by topic. Saving again undoes. */
@Controller('p')
@ApiTags('recipients')
@Public()
@UseFilters(UnknownLinkFilter)
export class PreferencesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':token')
  @Does('Shows what a person receives, by topic', 'Changes nothing.')
  @PageRoute()
  async showPreferences(@Token() token: string): Promise<string> {
    return this.page(await openLink(this.surroundings, 'preferences', token), false);
  }

  @Post(':token')
  @HttpCode(200)
  @TakesForm()
  @Does('Saves what a person wants to receive', 'A topic that is not among `shown` stays as it is.')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        shown: { type: 'array', items: { type: 'string' }, description: 'Keys of the topics on the page.' },
        wanted: { type: 'array', items: { type: 'string' }, description: 'Keys of those that are wanted.' },
      },
    },
  })
  @PageRoute()
  async savePreferences(@Token() token: string, @FormBody() form: Form): Promise<string> {
    const opened = await openLink(this.surroundings, 'preferences', token);
    const said = { shown: new Set(form.values('shown')), chosen: new Set(form.values('wanted')) };
    const by = {
      by: 'preference page',
      textVersion: `preferences/${TEXT_VERSION}/${opened.language}`,
    };
    await savePreferences(this.surroundings.engine, opened.send, said, by, Date.now());
    return this.page(opened, true);
  }

  private async page({ send, language, address }: OpenedLink, isSaved: boolean): Promise<string> {
    const { choose } = words[language];
    const topics = await listTopicChoices(this.surroundings.database.pool, send);
    const form = html`<form method="post">
      <fieldset>
        <legend>${choose.ask(address)}</legend>
        ${topics.map(option)}
      </fieldset>
      <button>${choose.button}</button>
    </form>`;
    return recipientPage({
      language,
      title: choose.title,
      from: send.workspace.name,
      content: html`${isSaved ? html`<p role="status">${choose.saved}</p>` : html``}${
        topics.length === 0 ? html`<p>${choose.nothing}</p>` : form
      }`,
    });
  }
}

function option(topic: TopicChoice): Html {
  const { key, name, description } = topic;
  return html`<input type="hidden" name="shown" value="${key}" /><label
      ><input type="checkbox" name="wanted" value="${key}" ${isIn(topic) ? html`checked` : html``} /><span
        >${name}</span
      >${description === '' ? html`` : html`<small>${description}</small>`}</label
    >`;
}
