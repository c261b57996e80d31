import { listErasures } from '#enrollments';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { erasureSchema, shownErasure, type ShownErasure } from './erasures.dto';

/** The proof that people were erased. */
@Controller('v1/erasures')
@ApiTags('profiles')
@Needs('secret')
export class ErasuresController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists who was erased, the last first', 'By profile id alone: nothing else is known of them.')
  @Answers(pageOf(erasureSchema))
  async listErasures(
    @WorkspaceId() workspaceId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<ShownErasure>> {
    const page = { after: momentOfCursor(cursor), limit: limit + 1 };
    const rows = await listErasures(this.surroundings.database.pool, workspaceId, page);
    return pageFrom(rows, limit, shownErasure, ({ at, profileId }) => cursorOfMoment({ at, id: profileId }));
  }
}
