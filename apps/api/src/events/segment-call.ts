import { applyDecorators, Post } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import { Needs } from '../access/needs';
import { TakesEvent, TakesEvents } from '../http/body-rule';
import { TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses } from '../openapi/answers';
import { acceptedSchema } from './events.dto';

/** All of them really JSON, plain or as gzip. */
const TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
const ABOUT =
  'The answer means committed. What is wrong with a single event is no refusal: `GET /v1/events/rejected` tells it.';

/** What is meant by the refusal of that name. */
export const TOO_MANY_WAITING =
  'events of this key or workspace come faster than they can be committed; try the same again after Retry-After';

/** A route of Segment's protocol that takes one event, under its name and the short form that browsers use. */
export const EventCall = (name: string, short: string, summary: string): MethodDecorator =>
  applyDecorators(Post([name, short]), TakesEvent(), segmentCall(summary));

/** A route of Segment's protocol that takes many events. */
export const BatchCall = (names: string[], summary: string): MethodDecorator =>
  applyDecorators(
    Post(names),
    TakesEvents(),
    segmentCall(summary),
    Refuses(400, { 'invalid-batch': 'there is no list of events under `batch`' }),
    Refuses(413, { 'batch-too-long': 'there are too many events' }),
  );

function segmentCall(summary: string): MethodDecorator {
  return applyDecorators(
    Needs('write'),
    TakesIdempotencyKey('The messageId of the one event, or the beginning of those of many that name none.'),
    Does(summary, ABOUT),
    ApiConsumes(...TYPES),
    Answers(acceptedSchema, 'Committed.'),
    Refuses(429, { 'too-many-waiting': TOO_MANY_WAITING }),
  );
}
