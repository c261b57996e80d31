import { readWorkspace } from '#workspaces';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { workspaceSchema, type ShownWorkspace } from './workspace.dto';

@Controller('v1/workspace')
@ApiTags('workspace')
@Needs('secret')
export class WorkspaceController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does("Tells the settings of the key's workspace")
  @Answers(workspaceSchema)
  async readWorkspace(@WorkspaceId() workspaceId: string): Promise<ShownWorkspace> {
    const { key, name, timezone, locale, from, replyTo, ratePerSecond } = await readWorkspace(
      this.surroundings.database,
      workspaceId,
    );
    return { key, name, timezone, locale, from, replyTo, ratePerSecond };
  }
}
