import { Module } from '@nestjs/common';
import { PreferencesController } from './preferences.controller';
import { TouchesController } from './touches.controller';
import { UnsubscribeController } from './unsubscribe.controller';
import { ViewController } from './view.controller';

@Module({ controllers: [TouchesController, UnsubscribeController, PreferencesController, ViewController] })
export class RecipientsModule {}
