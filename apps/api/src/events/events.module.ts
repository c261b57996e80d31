import { Module } from '@nestjs/common';
import { EventListController } from './event-list.controller';
import { EventsController } from './events.controller';

@Module({ controllers: [EventsController, EventListController] })
export class EventsModule {}
