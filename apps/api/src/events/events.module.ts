import { Module } from '@nestjs/common';
import { EventListController } from './event-list.controller';
import { EventDebuggerController } from './event-debugger.controller';
import { EventsController } from './events.controller';
import { SettingsController } from './settings.controller';

@Module({ controllers: [EventDebuggerController, EventsController, EventListController, SettingsController] })
export class EventsModule {}
