import { MAX_EVENT_BYTES } from '#ingest';
import { triggerJourney, type Triggered } from '#journeys';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { TakesOccurrence } from '../http/body-rule';
import { IdempotencyKey, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { KeyParam } from '../http/route-parameters';
import { Does, Refuses, Takes } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { TriggerBody, triggeredSchema } from './trigger.dto';

/** Journeys begun by a call. */
@Controller('v1/journeys/:key/trigger')
@ApiTags('journeys')
@Needs('secret')
export class TriggerController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Post()
  @TakesOccurrence(MAX_EVENT_BYTES)
  @TakesIdempotencyKey('The same key again answers the same and begins nothing more.')
  @Does(
    'Begins a journey for a person',
    'The journey has the trigger `{ "api": true }`; its entry rule holds as for any other.',
  )
  @Takes(triggeredSchema, 'Decided and committed.')
  @Refuses(404, { 'journey-not-found': 'there is no journey of this key' })
  @Refuses(409, {
    'journey-not-running': 'it was never published, or is stopped',
    'journey-not-triggered-by-api': 'its published version has another trigger',
  })
  @Refuses(400, {
    'invalid-key': 'the key in the URL cannot be one',
  })
  triggerJourney(
    @WorkspaceId() workspaceId: string,
    @KeyParam() journeyKey: string,
    @IdempotencyKey() idempotencyKey: string | null,
    @Body() { userId, properties, key }: TriggerBody,
  ): Promise<Triggered> {
    const messageId = idempotencyKey ?? randomUUID();
    const call = { userId, properties: properties ?? {}, key: key ?? null, messageId };
    return triggerJourney(this.surroundings.engine, workspaceId, journeyKey, call, Date.now());
  }
}
