import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller';
import { ApiDescription } from './api-description';

@Module({ controllers: [DocsController], providers: [ApiDescription] })
export class DocsModule {}
