import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { changeWorkspace, readWorkspace } from '#workspaces';
import { Controller, Get, Inject, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { JsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { Answers, Does, Refuses } from '../openapi/answers';
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
  @Refuses(422, { 'not-yet': 'quiet hours, caps and holdout are not kept yet' })
  async changeWorkspace(
    @WorkspaceId() workspaceId: string,
    @JsonBody(dto.workspacePatchSchema) body: JsonObject,
  ): Promise<dto.ShownWorkspace> {
    const { quietHours, caps, holdout, ...changes } = readShape(dto.workspacePatchSchema, body);
    requireNone({ quietHours, caps, holdout });
    return dto.shownWorkspace(await changeWorkspace(this.surroundings.database, workspaceId, changes));
  }
}

/** A setting that nothing would heed is not taken. @throws UserError 422 `not-yet` */
function requireNone(later: { readonly [setting: string]: unknown }): void {
  const [setting] = Object.keys(later).filter((name) => (later[name] ?? null) !== null);
  if (setting === undefined) return;
  throw new UserError({
    status: 422,
    code: 'not-yet',
    detail: `'${setting}' is not kept yet: no message would be held or stopped for it.`,
    hint: 'Leave it out.',
    errors: [{ path: `/${setting}`, code: 'not-yet', message: 'is not kept yet' }],
  });
}
