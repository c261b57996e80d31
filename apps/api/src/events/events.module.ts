import { Module } from '@nestjs/common';
import { EventListController } from './event-list.controller';
import { EventDebuggerController } from './event-debugger.controller';
import { EventsController } from './events.controller';

@Module({ controllers: [EventDebuggerController, EventsController, EventListController] })
export class EventsModule {}
