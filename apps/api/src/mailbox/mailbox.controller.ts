import { findMailboxMessage, listMailboxMessages } from '#delivery';
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
import { MailboxQuery, messageSchema, shownMessage, type ShownMessage } from './mailbox.dto';

/** The answer where there is no such message. */
export const noMessage = () =>
  notFound(
    'message-not-found',
    'There is no such message in the mailbox.',
    'List them with GET /v1/mailbox/messages.',
  );

@Controller('v1/mailbox/messages')
@ApiTags('mailbox')
@Needs('local')
export class MailboxController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the messages that the mailbox caught, the newest first')
  @Answers(pageOf(messageSchema))
  async listMessages(
    @WorkspaceId() workspaceId: string,
    @Query() query: MailboxQuery,
  ): Promise<Page<ShownMessage>> {
    const { to = null, limit } = query;
    const after = momentOfCursor(query.cursor);
    const rows = await listMailboxMessages(this.surroundings.database, workspaceId, {
      to,
      after,
      limit: limit + 1,
    });
    return pageFrom(rows, limit, shownMessage, cursorOfMoment);
  }

  @Get(':id')
  @Does('Tells a message')
  @Answers(messageSchema)
  @Refuses(404, { 'message-not-found': 'there is no such message' })
  async findMessage(
    @WorkspaceId() workspaceId: string,
    @IdParam(noMessage) id: string,
  ): Promise<ShownMessage> {
    const message = await findMailboxMessage(this.surroundings.database, workspaceId, id);
    if (message) return shownMessage(message);
    throw noMessage();
  }
}
