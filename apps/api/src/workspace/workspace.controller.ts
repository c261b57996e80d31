import type { JsonObject } from '#conditions';
import { changeWorkspace, readWorkspace } from '#workspaces';
import { Controller, Get, Inject, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { JsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './workspace.dto';

@Controller('v1/workspace')
@ApiTags('workspace')
@Needs('secret')
export class WorkspaceController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does("Tells the settings of the key's workspace")
  @Answers(dto.workspaceSchema)
  async readWorkspace(@WorkspaceId() workspaceId: string): Promise<dto.ShownWorkspace> {
    return dto.shownWorkspace(await readWorkspace(this.surroundings.database, workspaceId));
  }

  @Patch()
  @Does(
    "Changes settings of the key's workspace",
    'What is left out stays as it is. A new time zone counts everywhere within ten seconds.',
  )
  @Answers(dto.workspaceSchema)
  async changeWorkspace(
    @WorkspaceId() workspaceId: string,
    @JsonBody(dto.workspacePatchSchema) body: JsonObject,
  ): Promise<dto.ShownWorkspace> {
    const changes = readShape(dto.workspacePatchSchema, body);
    return dto.shownWorkspace(await changeWorkspace(this.surroundings.database, workspaceId, changes));
  }
}
