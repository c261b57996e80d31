import { patchProfile } from '#enrollments';
import { readProfile } from '#profiles';
import { Body, Controller, Get, Inject, Patch } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { PersonParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { consentChangesOf } from './consent-patch';
import { ProfilePatchBody, profileSchema, shownProfile, type Profile } from './profiles.dto';

@Controller('v1/profiles')
@ApiTags('profiles')
@Needs('secret')
export class ProfilesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':userId')
  @Does('Tells the live profile of a person')
  @ApiParam({
    name: 'userId',
    description: 'The userId; or `id:` and the profile id, which reaches anonymous people.',
  })
  @Answers(profileSchema)
  @Refuses(404, { 'profile-not-found': 'there is no such profile' })
  @Refuses(400, { 'invalid-user-id': 'the userId in the URL cannot be one' })
  async readProfile(@WorkspaceId() workspaceId: string, @PersonParam() userId: string): Promise<Profile> {
    return shownProfile(await readProfile(this.surroundings.database, workspaceId, userId));
  }

  @Patch(':userId')
  @Does(
    'Patches the attributes and the consent of a person',
    'By RFC 7396: null removes, objects are merged. Makes the person where there is none. Nothing leaves against a consent that was denied before the answer.',
  )
  @ApiParam({
    name: 'userId',
    description: 'The userId; or `id:` and the profile id, which reaches anonymous people.',
  })
  @Answers(profileSchema)
  @Refuses(404, { 'profile-not-found': 'there is no profile of this id' })
  @Refuses(422, { 'unknown-topic': 'a consent names a topic that there is not; nothing was changed' })
  @Refuses(400, { 'invalid-user-id': 'the userId in the URL cannot be one' })
  async patchProfile(
    @WorkspaceId() workspaceId: string,
    @PersonParam() userId: string,
    @Body() body: ProfilePatchBody,
  ): Promise<Profile> {
    const { database, engine } = this.surroundings;
    const patch = { attributes: body.attributes ?? null, consent: consentChangesOf(body.consent ?? {}) };
    const profileId = await patchProfile(engine, workspaceId, userId, patch, Date.now());
    return shownProfile(await readProfile(database, workspaceId, `id:${profileId}`));
  }
}
