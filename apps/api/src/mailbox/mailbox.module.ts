import { Module } from '@nestjs/common';
import { MailboxPageController } from './mailbox-page.controller';
import { MailboxController } from './mailbox.controller';

@Module({ controllers: [MailboxController, MailboxPageController] })
export class MailboxModule {}
