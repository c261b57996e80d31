import type { JsonObject } from '#conditions';
import { openWorkspace } from '#workspaces';
import { Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/needs';
import { JsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { shownWorkspace } from './workspace.dto';
import * as dto from './workspaces.dto';

/** Workspaces, as whoever runs the server makes them. */
@Controller('v1/workspaces')
@ApiTags('workspace')
@Needs('admin')
export class WorkspacesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Post()
  @Does('Makes a workspace and its keys', 'The texts of the keys are in the answer, this once.')
  @Answers(dto.openedWorkspaceSchema)
  @Refuses(403, { 'admin-key-not-set': 'the server was started without JORNADA_ADMIN_KEY' })
  @Refuses(409, { 'workspace-exists': 'there is a workspace of this key' })
  async openWorkspace(@JsonBody(dto.workspaceBodySchema) body: JsonObject): Promise<dto.OpenedWorkspace> {
    const { key, name, timezone = 'UTC', locale = 'en', from } = readShape(dto.workspaceBodySchema, body);
    const wish = { key, name: name ?? key, timezone, locale, from };
    const { workspace, keys } = await openWorkspace(this.surroundings.database, wish);
    return { workspace: shownWorkspace(workspace), keys };
  }
}
