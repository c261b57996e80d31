import { Module } from '@nestjs/common';
import { JourneysController } from './journeys.controller';
import { ReportController } from './report.controller';
import { SimulationController } from './simulation.controller';
import { TriggerController } from './trigger.controller';

@Module({ controllers: [JourneysController, ReportController, SimulationController, TriggerController] })
export class JourneysModule {}
