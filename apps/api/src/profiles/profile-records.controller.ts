import { Readable } from 'node:stream';
import { exportProfile, readConsentLog, readTimeline } from '#profiles';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfEntry, cursorOfMoment, entryOfCursor, momentOfCursor } from '../http/cursor';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { PersonParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './profile-records.dto';
import { shownProfile } from './profiles.dto';

const PERSON = { name: 'userId', description: 'The userId; or `id:` and the profile id.' };
const NOBODY = { 'profile-not-found': 'there is no such profile' };
const WRONG = { 'invalid-user-id': 'the userId in the URL cannot be one' };

/** What is kept of a person besides the live profile. */
@Controller('v1/profiles/:userId')
@ApiTags('profiles')
@Needs('secret')
export class ProfileRecordsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get('timeline')
  @Does(
    'Tells everything that happened to a person, the newest first',
    'Events, changes of consent, journeys entered and left, and messages, as they stand now.',
  )
  @ApiParam(PERSON)
  @Answers(pageOf(dto.timelineEntrySchema))
  @Refuses(404, NOBODY)
  @Refuses(400, WRONG)
  async readTimeline(
    @WorkspaceId() workspaceId: string,
    @PersonParam() userId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<dto.ShownTimelineEntry>> {
    const page = { after: entryOfCursor(cursor), limit: limit + 1 };
    const rows = await readTimeline(this.surroundings.database, workspaceId, userId, page);
    return pageFrom(rows, limit, dto.shownTimelineEntry, cursorOfEntry);
  }

  @Get('consent-log')
  @Does(
    'Tells what a person agreed to, the newest first',
    'Each change: when, by whom, by what and under which text.',
  )
  @ApiParam(PERSON)
  @Answers(pageOf(dto.consentEntrySchema))
  @Refuses(404, NOBODY)
  @Refuses(400, WRONG)
  async readConsentLog(
    @WorkspaceId() workspaceId: string,
    @PersonParam() userId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<dto.ShownConsentEntry>> {
    const page = { after: momentOfCursor(cursor), limit: limit + 1 };
    const rows = await readConsentLog(this.surroundings.database, workspaceId, userId, page);
    return pageFrom(rows, limit, dto.shownConsentEntry, cursorOfMoment);
  }

  @Get('export')
  @Does(
    'Tells everything that we hold of a person, as one document',
    'Streamed; `notIncluded` says what is not in it. It holds addresses and messages: keep it as such.',
  )
  @ApiParam(PERSON)
  @Answers(dto.exportSchema)
  @Refuses(404, NOBODY)
  @Refuses(400, WRONG)
  async exportProfile(
    @WorkspaceId() workspaceId: string,
    @PersonParam() userId: string,
  ): Promise<StreamableFile> {
    const pieces = await exportProfile(this.surroundings.database, workspaceId, userId, shownProfile);
    return new StreamableFile(Readable.from(pieces, { objectMode: false }), {
      type: 'application/json; charset=utf-8',
      disposition: 'attachment; filename="profile.json"',
    });
  }
}
