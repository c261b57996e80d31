import { listRejectedEvents, receive, type Intake, type ReceivedCall } from '#ingest';
import type { JsonObject } from '#conditions';
import type { KeyHolder } from '#workspaces';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Holder, WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { JsonBody } from '../http/json-body';
import { IdempotencyKey } from '../idempotency/idempotency-key';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { Answers, Does } from '../openapi/answers';
import { INTAKE, SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './events.dto';
import { BatchCall, EventCall } from './segment-call';

type Accepted = { readonly success: true };

/** Segment's HTTP protocol, and the debugger of what it sent. */
@Controller('v1')
@ApiTags('events')
export class EventsController {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(INTAKE) private readonly intake: Intake,
  ) {}

  @EventCall('track', 't', 'Takes one event: something that a person did')
  track(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.trackSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('track', { holder, messageId }, body);
  }

  @EventCall('identify', 'i', 'Sets attributes of a person, and joins anonymous and known')
  identify(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.identifySchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('identify', { holder, messageId }, body);
  }

  @EventCall('page', 'p', 'Takes a page view; its event is called `Page Viewed`')
  page(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.pageSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('page', { holder, messageId }, body);
  }

  @EventCall('screen', 's', 'Takes a screen view; its event is called `Screen Viewed`')
  screen(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.screenSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('screen', { holder, messageId }, body);
  }

  @EventCall('group', 'g', 'Takes that a person joined a group; its event is called `Group Joined`')
  group(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.groupSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('group', { holder, messageId }, body);
  }

  @EventCall('alias', 'a', 'Joins two names of one person')
  alias(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.aliasSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('alias', { holder, messageId }, body);
  }

  @BatchCall(['batch', 'b'], 'Takes many events')
  batch(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.batchSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('batch', { holder, messageId }, body);
  }

  @BatchCall(['import'], 'Takes many events of the past: they change profiles and history, and enter nobody')
  import(
    @Holder() holder: KeyHolder,
    @IdempotencyKey() messageId: string | null,
    @JsonBody(dto.batchSchema) body: JsonObject,
  ): Promise<Accepted> {
    return this.take('import', { holder, messageId }, body);
  }

  @Get('events/rejected')
  @Needs('secret')
  @Does('Lists the events that could not be taken, the newest first')
  @Answers(pageOf(dto.rejectedEventSchema))
  async listRejectedEvents(
    @WorkspaceId() workspaceId: string,
    @Query() page: PageQuery,
  ): Promise<Page<dto.ShownRejectedEvent>> {
    const after = momentOfCursor(page.cursor);
    const place = after && { receivedAt: after.at, id: after.id };
    const rows = await listRejectedEvents(this.surroundings.database, workspaceId, {
      after: place,
      limit: page.limit + 1,
    });
    return pageFrom(
      rows,
      page.limit,
      ({ id, receivedAt, code, path, reason, hint, raw }) => ({
        id,
        receivedAt: receivedAt.toISOString(),
        code,
        path,
        reason,
        hint,
        raw,
      }),
      ({ receivedAt, id }) => cursorOfMoment({ at: receivedAt, id }),
    );
  }

  private async take(
    kind: ReceivedCall['kind'],
    { holder, messageId }: { readonly holder: KeyHolder; readonly messageId: string | null },
    body: JsonObject,
  ): Promise<Accepted> {
    // The key has done its work; what is kept of an event must not hold it.
    const { writeKey: _, ...rest } = body;
    const call = { kind, body: rest, receivedAt: Date.now() };
    await receive(this.intake, holder, call, messageId);
    return { success: true };
  }
}
