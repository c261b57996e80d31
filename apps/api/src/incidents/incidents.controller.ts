import { listIncidents, retryIncidents } from '#enrollments';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './incidents.dto';

@Controller('v1/incidents')
@ApiTags('enrollments')
@Needs('secret')
export class IncidentsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does(
    'Lists the open incidents, the newest first',
    'What enrollments stand still for, until POST /v1/enrollments/:id/retry or POST /v1/incidents/retry lets them try again.',
  )
  @Answers(pageOf(dto.incidentSchema))
  async listIncidents(
    @WorkspaceId() workspaceId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<dto.ShownIncident>> {
    const page = { after: momentOfCursor(cursor), limit: limit + 1 };
    const rows = await listIncidents(this.surroundings.database, workspaceId, page);
    return pageFrom(rows, limit, dto.shownIncident, cursorOfMoment);
  }

  @Post('retry')
  @ApiBody({ type: dto.RetryBody, required: false })
  @Does(
    'Lets parked enrollments try again, all or some, the longest parked first',
    'At most 500 by one call. An enrollment that fails again is parked again, with a new incident.',
  )
  @Answers(dto.retriedSchema)
  retryIncidents(
    @WorkspaceId() workspaceId: string,
    @Body() { journey, code }: dto.RetryBody,
  ): Promise<dto.Retried> {
    return retryIncidents(this.surroundings.engine, workspaceId, {
      journey: journey ?? null,
      code: code ?? null,
    });
  }
}
