import { requireEvents, takeEvents, type Intake, type Taken } from '#ingest';
import type { JsonObject } from '#conditions';
import type { KeyHolder } from '#workspaces';
import { Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Holder } from '../access/caller';
import { Needs } from '../access/needs';
import { TakesEvents } from '../http/body-rule';
import { IdempotencyKey, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { JsonBody } from '../http/json-body';
import { Answers, Does, Refuses } from '../openapi/answers';
import { INTAKE } from '../surroundings';
import { TOO_MANY_WAITING } from './segment-call';
import { eventAnswersSchema, eventListSchema, type EventAnswers } from './events.dto';

const MOST_EVENTS = 500;

/** Events from your own servers, each answered for itself. */
@Controller('v1/events')
@ApiTags('events')
@Needs('secret')
export class EventListController {
  constructor(@Inject(INTAKE) private readonly intake: Intake) {}

  @Post()
  @TakesEvents()
  @TakesIdempotencyKey('The messageId of the one event, or the beginning of those of many that name none.')
  @Does(
    `Takes up to ${MOST_EVENTS} events, and tells what each of them did`,
    'Like `/v1/batch`, but an event that cannot be taken is answered here, as well as in the event debugger.',
  )
  @Answers(eventAnswersSchema, 'What was accepted is committed.')
  @Refuses(400, {
    'invalid-batch': 'there is no list of events under `events`',
  })
  @Refuses(413, { 'batch-too-long': 'there are too many events' })
  @Refuses(429, { 'too-many-waiting': TOO_MANY_WAITING })
  async takeEvents(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(eventListSchema) { events, sentAt }: JsonObject,
  ): Promise<EventAnswers> {
    const raws = requireEvents('events', events, MOST_EVENTS).map(asTrack);
    const batch = { sentAt, context: null, imported: false, receivedAt: Date.now(), messageId };
    const taken = await takeEvents(this.intake, holder, raws, batch);
    return { items: taken.map(answerOf) };
  }
}

/** An event that names no type is something that a person did. */
function asTrack(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { type: 'track', ...raw } : raw;
}

function answerOf(taken: Taken): EventAnswers['items'][number] {
  if (taken.kind === 'fault') {
    const { code, path, reason, hint } = taken;
    return { status: 'rejected', code, path, reason, hint };
  }
  const { status, messageId, profileId, began, woke, ended, refused } = taken.recorded;
  if (status === 'duplicate') return { status, messageId, profileId };
  return {
    ...{ status, messageId, profileId },
    ...{ began: [...began], woke: [...woke], ended: [...ended], refused: [...refused] },
  };
}
