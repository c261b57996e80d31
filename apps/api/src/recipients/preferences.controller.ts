import { listTopicChoices, pauseMessages, requestErasure, savePreferences, type SaidBy } from '#enrollments';
import { Controller, Get, HttpCode, Inject, Post, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/needs';
import { TakesForm } from '../http/body-rule';
import { Form } from '../http/form';
import { FormBody } from '../http/form-body';
import { Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { PageRoute, Token } from './link-route';
import { openLink, type OpenedLink } from './open-link';
import { PAUSES, preferencesPage, type Done } from './preferences-page';
import { UnknownLinkFilter } from './unknown-link';
import { TEXT_VERSION } from './words';

const DAY = 86_400_000;

/** What a person wants to receive, topic by topic, and whether at all. Saving again undoes. */
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
    return this.page(token, { kind: 'nothing' });
  }

  @Post(':token')
  @HttpCode(200)
  @TakesForm()
  @Does(
    'Does what a person wants',
    'Saves what they want to receive (a topic that is not among `shown` stays as it is), pauses all marketing messages for a time, ends that, or sends a mail whose link erases them. No other wish is one.',
  )
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        do: { type: 'string', enum: ['save', 'pause', 'resume', 'erase'], default: 'save' },
        shown: { type: 'array', items: { type: 'string' }, description: 'Keys of the topics on the page.' },
        wanted: { type: 'array', items: { type: 'string' }, description: 'Keys of those that are wanted.' },
        days: { type: 'integer', enum: [...PAUSES], description: 'How long to pause.' },
      },
    },
  })
  @PageRoute()
  async changePreferences(@Token() token: string, @FormBody() form: Form): Promise<string> {
    const opened = await openLink(this.surroundings, 'preferences', token);
    return this.page(token, await this.do(opened, form, Date.now()));
  }

  private async do({ send, language }: OpenedLink, form: Form, now: number): Promise<Done> {
    const { engine, database } = this.surroundings;
    const by = (text: string): SaidBy => ({
      by: 'preference page',
      textVersion: `${text}/${TEXT_VERSION}/${language}`,
    });
    switch (form.values('do')[0] ?? 'save') {
      case 'save': {
        const before = await listTopicChoices(database.pool, send);
        const said = { shown: new Set(form.values('shown')), chosen: new Set(form.values('wanted')) };
        await savePreferences(engine, send, said, by('preferences'), now);
        return { kind: 'saved', before };
      }
      case 'pause': {
        const days = PAUSES.find((one) => String(one) === form.values('days')[0]);
        if (days === undefined) return { kind: 'nothing' };
        await pauseMessages(engine, send, now + days * DAY, by('pause'), now);
        return { kind: 'paused' };
      }
      case 'resume':
        await pauseMessages(engine, send, null, by('pause'), now);
        return { kind: 'resumed' };
      case 'erase':
        await requestErasure(engine, send, language, now);
        return { kind: 'asked' };
      default:
        return { kind: 'nothing' };
    }
  }

  /** The page as it is after what was done. */
  private async page(token: string, done: Done): Promise<string> {
    const opened = await openLink(this.surroundings, 'preferences', token);
    return preferencesPage(
      opened,
      await listTopicChoices(this.surroundings.database.pool, opened.send),
      done,
    );
  }
}
