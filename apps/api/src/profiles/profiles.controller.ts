import { readProfile } from '#profiles';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { PersonParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { profileSchema, shownProfile, type Profile } from './profiles.dto';

@Controller('v1/profiles')
@ApiTags('profiles')
@Needs('secret')
export class ProfilesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':userId')
  @Does('Tells the live profile of a person')
  @ApiParam({ name: 'userId', description: 'The userId; or `id:` and the profile id, which reaches anonymous people.' })
  @Answers(profileSchema)
  @Refuses(404, { 'profile-not-found': 'there is no such profile' })
  @Refuses(400, { 'invalid-user-id': 'the userId in the URL cannot be one' })
  async readProfile(@WorkspaceId() workspaceId: string, @PersonParam() userId: string): Promise<Profile> {
    return shownProfile(await readProfile(this.surroundings.database, workspaceId, userId));
  }
}
