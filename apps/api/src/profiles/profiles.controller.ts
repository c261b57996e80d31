import { erasePerson, mergeProfiles, patchProfile } from '#enrollments';
import { recordOne, type Intake } from '#ingest';
import { readProfile } from '#profiles';
import type { KeyHolder } from '#workspaces';
import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Holder, WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { TOO_MANY_WAITING } from '../events/segment-call';
import { PersonParam } from '../http/route-parameters';
import { Repeatable } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses } from '../openapi/answers';
import { INTAKE, SURROUNDINGS, type Surroundings } from '../surroundings';
import { attributesOf } from './attributes-patch';
import { consentChangesOf } from './consent-patch';
import { erasedSchema, shownErased, type ShownErased } from './erasures.dto';
import { MergeBody, ProfilePatchBody, profileSchema, shownProfile, type Profile } from './profiles.dto';

@Controller('v1/profiles')
@ApiTags('profiles')
@Needs('secret')
export class ProfilesController {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(INTAKE) private readonly intake: Intake,
  ) {}

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
  @Refuses(422, {
    'unknown-topic': 'a consent names a topic that there is not; nothing was changed',
    'invalid-attribute': 'email, phone, timezone, locale or createdAt is none; nothing was changed',
  })
  @Refuses(400, { 'invalid-user-id': 'the userId in the URL cannot be one' })
  @Refuses(429, { 'too-many-waiting': TOO_MANY_WAITING })
  async patchProfile(
    @Holder() { workspaceId, keyId }: KeyHolder,
    @PersonParam() userId: string,
    @Body() body: ProfilePatchBody,
  ): Promise<Profile> {
    const { database, engine } = this.surroundings;
    const attributes = body.attributes ? attributesOf(body.attributes) : null;
    const patch = { attributes, consent: consentChangesOf(body.consent ?? {}), keyId };
    const profileId = await patchProfile(engine, workspaceId, userId, patch, Date.now, (event) =>
      recordOne(this.intake, workspaceId, event),
    );
    return shownProfile(await readProfile(database, workspaceId, `id:${profileId}`));
  }

  @Delete(':userId')
  @Does(
    'Erases a person',
    'Their enrollments end, nothing more is sent to them, and everything that we hold of them is forgotten; what they opted out of and why their addresses are suppressed stays so by keyed hashes. It cannot be taken back. Repeated, it answers the same by `id:`, and `erased: false` by a userId, which nothing knows any more; whoever comes by it later is a new person.',
  )
  @ApiParam({
    name: 'userId',
    description: 'The userId; or `id:` and the profile id, also of a profile that was merged into it.',
  })
  @Answers(erasedSchema)
  @Refuses(400, { 'invalid-user-id': 'the userId in the URL cannot be one' })
  async erasePerson(
    @Holder() { workspaceId, keyId }: KeyHolder,
    @PersonParam() userId: string,
  ): Promise<ShownErased> {
    const { engine, links } = this.surroundings;
    const by = { source: 'api', actor: keyId } as const;
    return shownErased(await erasePerson(engine, links, workspaceId, userId, by, Date.now()));
  }

  @Post('merge')
  @HttpCode(200)
  @Repeatable()
  @Does(
    'Makes two profiles one person',
    'Attributes as they were written last, both histories, the stricter of two consents, and of two runs of a journey the older one. The older profile stays, and both names lead to it. It cannot be taken back.',
  )
  @Answers(profileSchema)
  @Refuses(404, { 'profile-not-found': 'one of them does not exist; nothing was changed' })
  async mergeProfiles(
    @WorkspaceId() workspaceId: string,
    @Body() { from, into }: MergeBody,
  ): Promise<Profile> {
    const { database, engine } = this.surroundings;
    const profileId = await mergeProfiles(engine, workspaceId, [into, from], Date.now());
    return shownProfile(await readProfile(database, workspaceId, `id:${profileId}`));
  }
}
