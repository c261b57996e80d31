import { countMembers, listAudiences, listMembers, saveAudience, type Audience } from '#delivery';
import { Body, Controller, Get, Inject, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfKey, cursorOfMoment, keyOfCursor, momentOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { KeyParam, requireSameKey } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { NOT_THERE, requireAudience, WRONG_KEY } from './require-audience';
import * as dto from './audiences.dto';

@Controller('v1/audiences')
@ApiTags('audiences')
@Needs('secret')
export class AudiencesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the audiences, by key')
  @Answers(pageOf(dto.audienceSchema))
  async listAudiences(@WorkspaceId() workspaceId: string, @Query() page: PageQuery): Promise<Page<Audience>> {
    const { database } = this.surroundings;
    const after = keyOfCursor(page.cursor);
    const rows = await listAudiences(database, workspaceId, { after, limit: page.limit + 1 });
    return pageFrom(rows, page.limit, dto.shownAudience, ({ key }) => cursorOfKey(key));
  }

  @Get(':key')
  @Does('Tells an audience, and how many are in it')
  @Answers(dto.countedAudienceSchema)
  @Refuses(404, NOT_THERE)
  @Refuses(400, WRONG_KEY)
  async findAudience(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
  ): Promise<Audience & { readonly members: number }> {
    const audience = await requireAudience(this.surroundings.database, workspaceId, key);
    const members = await countMembers(this.surroundings.database, workspaceId, key);
    return { ...dto.shownAudience(audience), members };
  }

  @Put(':key')
  @Does(
    'Saves an audience',
    'Where it names a topic from now on, who is in it without agreeing to that topic is out.',
  )
  @Answers(dto.audienceSchema)
  @Refuses(422, {
    'key-differs': "the body's key is not the URL's",
    'unknown-topic': 'there is no topic of this key',
  })
  @Refuses(400, WRONG_KEY)
  async saveAudience(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Body() body: dto.AudienceBody,
  ): Promise<Audience> {
    requireSameKey(body.key, key);
    const { name, description, topic } = body;
    const audience: Audience = { key, name, description: description ?? '', topic: topic ?? null };
    await saveAudience(this.surroundings.database, workspaceId, audience, Date.now());
    return audience;
  }

  @Get(':key/members')
  @Does('Lists who is in an audience, who came last first')
  @Answers(pageOf(dto.memberSchema))
  @Refuses(404, NOT_THERE)
  @Refuses(400, WRONG_KEY)
  async listMembers(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Query() page: PageQuery,
  ): Promise<Page<dto.ShownMember>> {
    await requireAudience(this.surroundings.database, workspaceId, key);
    const after = momentOfCursor(page.cursor);
    const place = { after, limit: page.limit + 1 };
    const rows = await listMembers(this.surroundings.database, workspaceId, key, place);
    return pageFrom(rows, page.limit, dto.shownMember, ({ since: at, profileId: id }) =>
      cursorOfMoment({ at, id }),
    );
  }
}
