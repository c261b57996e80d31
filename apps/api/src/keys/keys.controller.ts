import type { JsonObject } from '#conditions';
import { keyNotFound, listKeys, makeKey, revokeKey } from '#workspaces';
import { Controller, Delete, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { JsonBody } from '../http/json-body';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { readShape } from '../http/read-shape';
import { IdParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './keys.dto';

@Controller('v1/keys')
@ApiTags('workspace')
@Needs('secret')
export class KeysController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the keys of the workspace, the newest first', 'Their texts are kept nowhere.')
  @Answers(pageOf(dto.listedKeySchema))
  async listKeys(
    @WorkspaceId() workspaceId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<dto.ShownKey>> {
    const page = { after: momentOfCursor(cursor), limit: limit + 1 };
    const rows = await listKeys(this.surroundings.database, workspaceId, page);
    return pageFrom(rows, limit, dto.shownKey, ({ createdAt, id }) => cursorOfMoment({ at: createdAt, id }));
  }

  @Post()
  @Does(
    'Makes a key',
    'Its text is in the answer, this once. To rotate: make one, use it, then revoke the old one.',
  )
  @Answers(dto.madeKeySchema)
  async makeKey(
    @WorkspaceId() workspaceId: string,
    @JsonBody(dto.keyBodySchema) body: JsonObject,
  ): Promise<dto.MadeKey> {
    const { kind, ...wish } = readShape(dto.keyBodySchema, body);
    const { key, text } = await makeKey(this.surroundings.database, workspaceId, kind, wish);
    return { ...dto.shownKey(key), text };
  }

  @Delete(':id')
  @HttpCode(204)
  @Does('Revokes a key', 'It opens nothing any more within five seconds. Revoked twice is revoked.')
  @ApiNoContentResponse({ description: 'Revoked.' })
  @Refuses(404, { 'key-not-found': 'there is no such key' })
  @Refuses(409, { 'last-secret-key': 'nothing else would open the workspace' })
  async revokeKey(@WorkspaceId() workspaceId: string, @IdParam(keyNotFound) id: string): Promise<void> {
    await revokeKey(this.surroundings.database, workspaceId, id);
  }
}
