import { Module } from '@nestjs/common';
import { WebhookSecretsController } from './webhook-secrets.controller';
import { WebhooksController } from './webhooks.controller';

@Module({ controllers: [WebhooksController, WebhookSecretsController] })
export class WebhooksModule {}
