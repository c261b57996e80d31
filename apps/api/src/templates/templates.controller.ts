import { deleteTemplate, findTemplate, listTemplates, saveTemplate } from '#content';
import { Body, Controller, Delete, Get, HttpCode, Inject, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfKey, keyOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { KeyParam, requireSameKey } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './templates.dto';
import { TemplateBody } from './templates.dto';

const NO_TEMPLATE = { 'template-not-found': 'there is no template of this key' };
const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };

@Controller('v1/templates')
@ApiTags('templates')
@Needs('secret')
export class TemplatesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the templates, by key')
  @Answers(pageOf(dto.listedTemplateSchema))
  async listTemplates(
    @WorkspaceId() workspaceId: string,
    @Query() page: PageQuery,
  ): Promise<Page<dto.ListedTemplate>> {
    const after = keyOfCursor(page.cursor);
    const rows = await listTemplates(this.surroundings.database, workspaceId, {
      after,
      limit: page.limit + 1,
    });
    return pageFrom(rows, page.limit, dto.listedTemplate, ({ key }) => cursorOfKey(key));
  }

  @Get(':key')
  @Does('Tells a template, as it was saved')
  @Answers(dto.templateSchema)
  @Refuses(404, NO_TEMPLATE)
  @Refuses(400, WRONG_KEY)
  async findTemplate(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
  ): Promise<dto.ShownTemplate> {
    return dto.shownTemplate(await findTemplate(this.surroundings.database, workspaceId, key));
  }

  @Put(':key')
  @Does('Compiles and saves a template', 'MJML is compiled here, once; Liquid runs for each message.')
  @Answers(dto.savedTemplateSchema)
  @Refuses(422, {
    'template-has-problems': 'the template cannot be used: see `problems`, each with part, line and column',
    'key-differs': "the body's key is not the URL's",
  })
  @Refuses(400, WRONG_KEY)
  async saveTemplate(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Body() body: TemplateBody,
  ): Promise<dto.SavedTemplate> {
    requireSameKey(body.key, key);
    const { template, warnings } = await saveTemplate(
      this.surroundings,
      workspaceId,
      key,
      dto.sourceOf(body),
    );
    return { template: dto.shownTemplate(template), warnings: [...warnings] };
  }

  @Delete(':key')
  @HttpCode(204)
  @Does('Removes a template', 'What still names it cannot send any more.')
  @ApiNoContentResponse({ description: 'Removed.' })
  @Refuses(404, NO_TEMPLATE)
  @Refuses(400, WRONG_KEY)
  async deleteTemplate(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<void> {
    await deleteTemplate(this.surroundings.database, workspaceId, key);
  }
}
