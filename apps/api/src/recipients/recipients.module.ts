import { Module } from '@nestjs/common';
import { EraseController } from './erase.controller';
import { PreferencesController } from './preferences.controller';
import { TouchesController } from './touches.controller';
import { UnsubscribeController } from './unsubscribe.controller';
import { ViewController } from './view.controller';

@Module({
  controllers: [
    TouchesController,
    UnsubscribeController,
    PreferencesController,
    EraseController,
    ViewController,
  ],
})
export class RecipientsModule {}
