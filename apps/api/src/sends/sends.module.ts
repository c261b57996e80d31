import { Module } from '@nestjs/common';
import { SendsController } from './sends.controller';

@Module({ controllers: [SendsController] })
export class SendsModule {}
