import type { JsonObject } from '#conditions';
import { deleteBlock, findBlock, listBlocks, saveBlock } from '#content';
import { Controller, Delete, Get, HttpCode, Inject, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfKey, keyOfCursor } from '../http/cursor';
import { JsonBody } from '../http/json-body';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { readShape } from '../http/read-shape';
import { KeyParam, requireSameKey } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './blocks.dto';

const NO_BLOCK = { 'block-not-found': 'there is no block of this key' };
const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };

@Controller('v1/blocks')
@ApiTags('templates')
@Needs('secret')
export class BlocksController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the blocks, by key')
  @Answers(pageOf(dto.listedBlockSchema))
  async listBlocks(
    @WorkspaceId() workspaceId: string,
    @Query() page: PageQuery,
  ): Promise<Page<dto.ListedBlock>> {
    const after = keyOfCursor(page.cursor);
    const rows = await listBlocks(this.surroundings.database, workspaceId, { after, limit: page.limit + 1 });
    return pageFrom(rows, page.limit, dto.listedBlock, ({ key }) => cursorOfKey(key));
  }

  @Get(':key')
  @Does('Tells a block, as it was saved')
  @Answers(dto.blockSchema)
  @Refuses(404, NO_BLOCK)
  @Refuses(400, WRONG_KEY)
  async findBlock(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<dto.ShownBlock> {
    return dto.shownBlock(await findBlock(this.surroundings.database, workspaceId, key));
  }

  @Put(':key')
  @Does(
    'Saves a block, and puts it into every template that names it',
    "Templates name it by `{% include 'key' %}`. It is refused where one of them could not be used with it.",
  )
  @Answers(dto.savedBlockSchema)
  @Refuses(422, {
    'block-has-problems':
      'the block cannot be used, or a template cannot with it: see `problems`, each with part, line, column, block and template',
    'key-differs': "the body's key is not the URL's",
  })
  @Refuses(400, WRONG_KEY)
  async saveBlock(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @JsonBody(dto.blockBodySchema) body: JsonObject,
  ): Promise<dto.SavedBlock> {
    const block = readShape(dto.blockBodySchema, body);
    requireSameKey(block.key, key);
    const saved = await saveBlock(this.surroundings, workspaceId, key, dto.blockSourceOf(block));
    return { block: dto.shownBlock(saved.block), templates: [...saved.templates] };
  }

  @Delete(':key')
  @HttpCode(204)
  @Does('Removes a block')
  @ApiNoContentResponse({ description: 'Removed.' })
  @Refuses(404, NO_BLOCK)
  @Refuses(409, { 'block-in-use': 'a template names it' })
  @Refuses(400, WRONG_KEY)
  async deleteBlock(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<void> {
    await deleteBlock(this.surroundings.database, workspaceId, key);
  }
}
