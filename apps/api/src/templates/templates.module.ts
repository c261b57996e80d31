import { Module } from '@nestjs/common';
import { BlocksController } from './blocks.controller';
import { RenderController } from './render.controller';
import { TemplatesController } from './templates.controller';

@Module({ controllers: [TemplatesController, RenderController, BlocksController] })
export class TemplatesModule {}
