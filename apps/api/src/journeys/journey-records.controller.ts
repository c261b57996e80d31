import { findJourney, listRefusals, listVersions } from '#journeys';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, cursorOfNumber, momentOfCursor, numberOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { KeyParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './journey-records.dto';

const NO_JOURNEY = { 'journey-not-found': 'there is no journey of this key' };
const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };

/** What is kept of a journey besides its people. */
@Controller('v1/journeys/:key')
@ApiTags('journeys')
@Needs('secret')
export class JourneyRecordsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get('versions')
  @Does('Lists the published versions, the newest first', 'Each with its document: GET .../versions/:number.')
  @Answers(pageOf(dto.listedVersionSchema))
  @Refuses(404, NO_JOURNEY)
  @Refuses(400, WRONG_KEY)
  async listVersions(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<dto.ShownListedVersion>> {
    const before = numberOfCursor(cursor);
    const { database } = this.surroundings;
    const { id } = await findJourney(database, workspaceId, key);
    const rows = await listVersions(database, workspaceId, id, { before, limit: limit + 1 });
    return pageFrom(rows, limit, dto.shownListedVersion, ({ number }) => cursorOfNumber(number));
  }

  @Get('refusals')
  @Does('Lists who was not entered, the latest first', 'One entry a person: the last reason, and how often.')
  @Answers(pageOf(dto.refusalSchema))
  @Refuses(404, NO_JOURNEY)
  @Refuses(400, WRONG_KEY)
  async listRefusals(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<dto.ShownRefusal>> {
    const after = momentOfCursor(cursor);
    const { database } = this.surroundings;
    const { id } = await findJourney(database, workspaceId, key);
    const place = after && { at: after.at, profileId: after.id };
    const rows = await listRefusals(database, workspaceId, id, { after: place, limit: limit + 1 });
    return pageFrom(rows, limit, dto.shownRefusal, ({ at, profileId }) =>
      cursorOfMoment({ at, id: profileId }),
    );
  }
}
