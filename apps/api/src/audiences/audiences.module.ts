import { Module } from '@nestjs/common';
import { AudiencesController } from './audiences.controller';
import { DestinationsController } from './destinations.controller';

@Module({ controllers: [AudiencesController, DestinationsController] })
export class AudiencesModule {}
