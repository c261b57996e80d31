import { Module } from '@nestjs/common';
import { MailAccountsController } from './mail-accounts.controller';
import { PausesController } from './pauses.controller';

@Module({ controllers: [MailAccountsController, PausesController] })
export class MailAccountsModule {}
