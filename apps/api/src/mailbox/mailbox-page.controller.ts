import { findMailboxMessage, listMailboxMessages } from '#delivery';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { MESSAGE_POLICY } from '../http/message-policy';
import { IdParam } from '../http/route-parameters';
import { Does, htmlAnswer, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { mailboxPage } from './mailbox-page';
import { noMessage } from './mailbox.controller';

const SHOWN = 100;
const HTML = 'text/html; charset=utf-8';

/** The mailbox as a page: what would have been sent, without any script. */
@Controller('mailbox')
@ApiTags('mailbox')
@Needs('local')
export class MailboxPageController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Header('content-type', HTML)
  @Header('content-security-policy', MESSAGE_POLICY)
  @Does('Shows the newest messages of the mailbox')
  @ApiOkResponse(htmlAnswer)
  async showMailbox(@WorkspaceId() workspaceId: string): Promise<string> {
    const messages = await this.list(workspaceId);
    return mailboxPage(messages, messages[0] ?? null);
  }

  @Get(':id')
  @Header('content-type', HTML)
  @Header('content-security-policy', MESSAGE_POLICY)
  @Does('Shows one message of the mailbox')
  @ApiOkResponse(htmlAnswer)
  @Refuses(404, { 'message-not-found': 'there is no such message' })
  async showMessage(@WorkspaceId() workspaceId: string, @IdParam(noMessage) id: string): Promise<string> {
    const [messages, message] = await Promise.all([
      this.list(workspaceId),
      findMailboxMessage(this.surroundings.database, workspaceId, id),
    ]);
    if (!message) throw noMessage();
    return mailboxPage(messages, message);
  }

  private list(workspaceId: string): ReturnType<typeof listMailboxMessages> {
    return listMailboxMessages(this.surroundings.database, workspaceId, {
      to: null,
      after: null,
      limit: SHOWN,
    });
  }
}
