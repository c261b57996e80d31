import { listIncidents } from '#enrollments';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { incidentSchema, shownIncident, type ShownIncident } from './incidents.dto';

@Controller('v1/incidents')
@ApiTags('enrollments')
@Needs('secret')
export class IncidentsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does(
    'Lists the open incidents, the newest first',
    'What enrollments stand still for, until POST /v1/enrollments/:id/retry lets them try again.',
  )
  @Answers(pageOf(incidentSchema))
  async listIncidents(
    @WorkspaceId() workspaceId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<ShownIncident>> {
    const page = { after: momentOfCursor(cursor), limit: limit + 1 };
    const rows = await listIncidents(this.surroundings.database, workspaceId, page);
    return pageFrom(rows, limit, shownIncident, cursorOfMoment);
  }
}
