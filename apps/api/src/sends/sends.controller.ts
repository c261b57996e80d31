import { findSend, listSends } from '#delivery';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { notFound } from '../http/not-found';
import { pageFrom, pageOf, type Page } from '../http/page.dto';
import { IdParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { sendSchema, SendQuery, type ShownSend } from './sends.dto';
import { shownSend } from './show-send';

const missing = () =>
  notFound(
    'send-not-found',
    'There is no such send in this workspace.',
    'List the sends with GET /v1/sends.',
  );

@Controller('v1/sends')
@ApiTags('sends')
@Needs('secret')
export class SendsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the ledger of sends, the newest first', 'Those that were refused too, with the reason.')
  @Answers(pageOf(sendSchema))
  async listSends(@WorkspaceId() workspaceId: string, @Query() query: SendQuery): Promise<Page<ShownSend>> {
    const { state, userId, journey, limit } = query;
    const after = momentOfCursor(query.cursor);
    const rows = await listSends(this.surroundings.database, workspaceId, {
      ...{ state, userId, journey, limit: limit + 1 },
      after: after && { createdAt: after.at, id: after.id },
    });
    return pageFrom(rows, limit, shownSend, ({ createdAt, id }) => cursorOfMoment({ at: createdAt, id }));
  }

  @Get(':id')
  @Does('Tells a send, with everything that became of it')
  @Answers(sendSchema)
  @Refuses(404, { 'send-not-found': 'there is no such send' })
  async findSend(@WorkspaceId() workspaceId: string, @IdParam(missing) id: string): Promise<ShownSend> {
    const send = await findSend(this.surroundings.database, workspaceId, id);
    if (send) return shownSend(send);
    throw missing();
  }
}
