import type { JsonObject } from '#conditions';
import { publishJourney, rollbackJourney } from '#journeys';
import type { KeyHolder } from '#workspaces';
import { Controller, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Holder } from '../access/caller';
import { Needs } from '../access/needs';
import { JsonBody, OptionalJsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { KeyParam } from '../http/route-parameters';
import { Repeatable } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './publishing.dto';

const NO_JOURNEY = { 'journey-not-found': 'there is no journey of this key' };
const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };
const NOT_NOW = {
  'journey-stopping': 'people are still being taken out since it was stopped',
  'publish-under-way':
    'the people of another publish are still being moved or put back: `publishId` says of which; without `people` it goes all the same',
};
const PEOPLE = {
  'people-have-problems':
    '`people` names steps that no earlier version has, at which nobody ever stands, or to which nobody can be moved: see `problems`',
};

/** Versions of journeys that people enter from now on. */
@Controller('v1/journeys/:key')
@ApiTags('journeys')
@Needs('secret')
export class PublishingController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Post('publish')
  @Repeatable()
  @ApiBody({ required: false })
  @Does(
    'Freezes the draft as the next version, which people enter from now on',
    'Those who are inside stay on their version, but for those whom `people` speaks of: they are moved to a step of the new version, or taken out, in the background.',
  )
  @Answers(dto.publishedSchema)
  @Refuses(404, NO_JOURNEY)
  @Refuses(409, NOT_NOW)
  @Refuses(422, {
    'journey-has-problems': 'errors block publishing: see `problems`',
    'not-a-journey': 'the draft is no journey of this release',
    ...PEOPLE,
  })
  @Refuses(400, WRONG_KEY)
  async publishJourney(
    @Holder() { workspaceId, keyId }: KeyHolder,
    @KeyParam() key: string,
    @OptionalJsonBody(dto.publishBodySchema) body: JsonObject,
  ): Promise<dto.ShownPublished> {
    const wish = { ...readShape(dto.publishBodySchema, body), keyId };
    return dto.shownPublished(await publishJourney(this.surroundings, workspaceId, key, wish));
  }

  @Post('rollback')
  @Repeatable()
  @Does(
    'Publishes the document of an earlier version again, as a version of its own',
    'As any publish: those who are inside stay, but for those whom `people` speaks of. The draft stays as it is.',
  )
  @Answers(dto.publishedSchema)
  @Refuses(404, { ...NO_JOURNEY, 'version-not-found': 'the journey has no such version' })
  @Refuses(409, NOT_NOW)
  @Refuses(422, {
    'journey-has-problems': 'errors block publishing: see `problems`',
    'not-a-journey': 'the version is no journey of this release',
    ...PEOPLE,
  })
  @Refuses(400, WRONG_KEY)
  async rollbackJourney(
    @Holder() { workspaceId, keyId }: KeyHolder,
    @KeyParam() key: string,
    @JsonBody(dto.rollbackBodySchema) body: JsonObject,
  ): Promise<dto.ShownPublished> {
    const wish = { ...readShape(dto.rollbackBodySchema, body), keyId };
    return dto.shownPublished(await rollbackJourney(this.surroundings, workspaceId, key, wish));
  }
}
