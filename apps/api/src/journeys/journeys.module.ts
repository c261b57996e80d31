import { Module } from '@nestjs/common';
import { JourneysController } from './journeys.controller';
import { TriggerController } from './trigger.controller';

@Module({ controllers: [JourneysController, TriggerController] })
export class JourneysModule {}
