import { Module } from '@nestjs/common';
import { JourneyRecordsController } from './journey-records.controller';
import { JourneysController } from './journeys.controller';
import { PublishesController } from './publishes.controller';
import { PublishingController } from './publishing.controller';
import { ReportController } from './report.controller';
import { SimulationController } from './simulation.controller';
import { TriggerController } from './trigger.controller';

@Module({
  controllers: [
    JourneysController,
    JourneyRecordsController,
    PublishingController,
    PublishesController,
    ReportController,
    SimulationController,
    TriggerController,
  ],
})
export class JourneysModule {}
