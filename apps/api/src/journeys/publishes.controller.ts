import { findPublish, publishNotFound, undoPublish } from '#journeys';
import type { KeyHolder } from '#workspaces';
import { Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Holder, WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { IdParam } from '../http/route-parameters';
import { Repeatable } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './publishing.dto';

const NO_PUBLISH = { 'publish-not-found': 'there is no such publish' };

/** What publishes do with the people of earlier versions. */
@Controller('v1/publishes')
@ApiTags('journeys')
@Needs('secret')
export class PublishesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':id')
  @Does('Tells a publish: by whom, and how far it is with the people of earlier versions')
  @Answers(dto.publishSchema)
  @Refuses(404, NO_PUBLISH)
  async findPublish(
    @WorkspaceId() workspaceId: string,
    @IdParam(publishNotFound) id: string,
  ): Promise<dto.ShownPublish> {
    return dto.shownPublish(await findPublish(this.surroundings.database, workspaceId, id));
  }

  @Post(':id/undo')
  @Repeatable()
  @Does(
    'Takes a publish back: people enter at once what they entered before',
    'Whom it has moved and who have not left their new step are put back where they stood, in the background; a wait goes on to the end that it had. Whom it has taken out stay out. Undone twice is undone.',
  )
  @Answers(dto.publishSchema)
  @Refuses(404, NO_PUBLISH)
  @Refuses(409, {
    'published-since': 'people enter another version since: undo that one first',
    'nothing-before': 'it was the first version',
  })
  async undoPublish(
    @Holder() { workspaceId, keyId }: KeyHolder,
    @IdParam(publishNotFound) id: string,
  ): Promise<dto.ShownPublish> {
    return dto.shownPublish(await undoPublish(this.surroundings.database, workspaceId, id, keyId));
  }
}
