import { instantOf } from '#conditions';
import { listEvents } from '#ingest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { pageFrom, pageOf, type Page } from '../http/page.dto';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { DAYS_BACK, EventQuery, listedEventSchema, shownEvent, type ShownEvent } from './event-debugger.dto';

/** The event debugger's half about what was accepted. */
@Controller('v1/events')
@ApiTags('events')
@Needs('secret')
export class EventDebuggerController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the events that were accepted, the newest first')
  @Answers(pageOf(listedEventSchema))
  async listEvents(
    @WorkspaceId() workspaceId: string,
    @Query() { userId, name, since, limit, cursor }: EventQuery,
  ): Promise<Page<ShownEvent>> {
    const after = momentOfCursor(cursor);
    const from = since === undefined ? null : instantOf(since, 'UTC');
    const rows = await listEvents(this.surroundings.database, workspaceId, {
      ...{ userId, name, limit: limit + 1 },
      since: new Date(from ?? Date.now() - DAYS_BACK * 86_400_000),
      after: after && { receivedAt: after.at, id: after.id },
    });
    return pageFrom(rows, limit, shownEvent, ({ receivedAt, id }) => cursorOfMoment({ at: receivedAt, id }));
  }
}
