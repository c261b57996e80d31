import { Module } from '@nestjs/common';
import { JourneysController } from './journeys.controller';
import { SimulationController } from './simulation.controller';
import { TriggerController } from './trigger.controller';

@Module({ controllers: [JourneysController, SimulationController, TriggerController] })
export class JourneysModule {}
