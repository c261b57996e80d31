import { findVersion } from '#database';
import type { JsonObject } from '#conditions';
import { MAX_JOURNEY_BYTES, type Problem } from '#journey';
import {
  checkJourneyDocument,
  deleteJourney,
  findJourney,
  listJourneys,
  pauseJourney,
  resumeJourney,
  saveJourney,
  stopJourney,
} from '#journeys';
import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { Repeatable } from '../idempotency/idempotency-key';
import { TakesDocument } from '../http/body-rule';
import { cursorOfKey, keyOfCursor } from '../http/cursor';
import { JsonBody, OptionalJsonBody } from '../http/json-body';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { notFound } from '../http/not-found';
import { readShape } from '../http/read-shape';
import { KeyParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './journeys.dto';

const NO_JOURNEY = { 'journey-not-found': 'there is no journey of this key' };
const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };

@Controller('v1/journeys')
@ApiTags('journeys')
@Needs('secret')
export class JourneysController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the journeys, by key')
  @Answers(pageOf(dto.listedJourneySchema))
  async listJourneys(
    @WorkspaceId() workspaceId: string,
    @Query() page: PageQuery,
  ): Promise<Page<dto.ListedJourney>> {
    const after = keyOfCursor(page.cursor);
    const rows = await listJourneys(this.surroundings.database, workspaceId, {
      after,
      limit: page.limit + 1,
    });
    return pageFrom(rows, page.limit, dto.listedJourney, ({ key }) => cursorOfKey(key));
  }

  @Post('check')
  @TakesDocument(MAX_JOURNEY_BYTES)
  @Does('Tells every problem of a document, and saves nothing')
  @Answers(dto.checkedSchema)
  checkJourney(
    @WorkspaceId() workspaceId: string,
    @JsonBody(dto.journeyDocumentSchema) document: JsonObject,
  ): Promise<{ readonly problems: readonly Problem[] }> {
    return checkJourneyDocument(this.surroundings, workspaceId, document);
  }

  @Get(':key')
  @Does('Tells a journey, with its draft')
  @Answers(dto.journeyShownSchema)
  @Refuses(404, NO_JOURNEY)
  @Refuses(400, WRONG_KEY)
  async findJourney(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<dto.ShownJourney> {
    return dto.shownJourney(await findJourney(this.surroundings.database, workspaceId, key));
  }

  @Put(':key')
  @TakesDocument(MAX_JOURNEY_BYTES)
  @Does('Saves the draft of a journey', 'Problems of the publish rules do not stop that; they are answered.')
  @Answers(dto.savedJourneySchema)
  @Refuses(422, {
    'not-a-journey': 'the document is not a journey: see `problems`',
    'key-differs': "the document's key is not the URL's",
  })
  @Refuses(400, WRONG_KEY)
  async saveJourney(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @JsonBody(dto.journeyDocumentSchema) document: JsonObject,
  ): Promise<{ readonly journey: dto.ShownJourney; readonly problems: readonly Problem[] }> {
    const { journey, problems } = await saveJourney(this.surroundings, workspaceId, key, document);
    return { journey: dto.shownJourney(journey), problems };
  }

  @Delete(':key')
  @HttpCode(204)
  @Does(
    'Removes a journey that nobody is in',
    'Its versions and what happened in it are kept. Saving a draft under its key brings it back, stopped.',
  )
  @ApiNoContentResponse({ description: 'Removed.' })
  @Refuses(404, NO_JOURNEY)
  @Refuses(409, { 'journey-has-people': 'people are in it: `people` says how many; stop it first' })
  @Refuses(400, WRONG_KEY)
  async deleteJourney(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<void> {
    await deleteJourney(this.surroundings.database, workspaceId, key);
  }

  @Post(':key/pause')
  @Repeatable()
  @Does(
    'Holds a journey',
    'Nobody enters, nobody moves, nothing is sent; clocks run on. Paused twice is paused.',
  )
  @Answers(dto.journeyShownSchema)
  @Refuses(404, NO_JOURNEY)
  @Refuses(409, { 'journey-not-running': 'it was never published, or is stopped' })
  @Refuses(400, WRONG_KEY)
  async pauseJourney(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<dto.ShownJourney> {
    return dto.shownJourney(await pauseJourney(this.surroundings.database, workspaceId, key));
  }

  @Post(':key/resume')
  @Repeatable()
  @ApiBody({ required: false })
  @Does(
    'Lets a paused journey go on',
    "People enter again at once. Who has become due meanwhile is let go in the background, at the workspace's `ratePerSecond`.",
  )
  @Answers(dto.journeyShownSchema)
  @Refuses(404, NO_JOURNEY)
  @Refuses(409, { 'journey-not-paused': 'it was never published, or is stopped' })
  @Refuses(400, WRONG_KEY)
  async resumeJourney(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @OptionalJsonBody(dto.resumeBodySchema) body: JsonObject,
  ): Promise<dto.ShownJourney> {
    const wish = readShape(dto.resumeBodySchema, body);
    return dto.shownJourney(await resumeJourney(this.surroundings.database, workspaceId, key, wish));
  }

  @Post(':key/stop')
  @Repeatable()
  @Does(
    'Ends a journey',
    'Nobody enters any more, and everybody inside is taken out, with the reason in their log. Publishing opens it anew.',
  )
  @Answers(dto.journeyShownSchema)
  @Refuses(404, NO_JOURNEY)
  @Refuses(409, { 'journey-not-running': 'it was never published' })
  @Refuses(400, WRONG_KEY)
  async stopJourney(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<dto.ShownJourney> {
    return dto.shownJourney(await stopJourney(this.surroundings.database, workspaceId, key));
  }

  @Get(':key/versions/:number')
  @Does('Tells a published version')
  @Answers(dto.versionSchema)
  @Refuses(404, { ...NO_JOURNEY, 'version-not-found': 'the journey has no such version' })
  @Refuses(400, WRONG_KEY)
  async findVersion(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Param('number') number: string,
  ): Promise<dto.ShownVersion> {
    const journey = await findJourney(this.surroundings.database, workspaceId, key);
    const version = /^[1-9]\d{0,8}$/.test(number)
      ? await findVersion(this.surroundings.database, journey.id, Number(number))
      : null;
    if (!version)
      throw notFound(
        'version-not-found',
        `Journey '${key}' has no such version.`,
        'Versions are numbered from 1 on.',
      );
    return {
      number: version.number,
      publishedAt: version.publishedAt.toISOString(),
      document: version.document as JsonObject,
    };
  }
}
