import { Module } from '@nestjs/common';
import { RenderController } from './render.controller';
import { TemplatesController } from './templates.controller';

@Module({ controllers: [TemplatesController, RenderController] })
export class TemplatesModule {}
