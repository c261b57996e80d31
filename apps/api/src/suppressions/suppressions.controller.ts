import { listSuppressions, releaseAddress, suppressAddress, suppressionNotFound } from '#enrollments';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { addressOfCursor, cursorOfAddress } from '../http/cursor';
import { pageFrom, pageOf, type Page } from '../http/page.dto';
import { AddressParam } from '../http/route-parameters';
import { Repeatable } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './suppressions.dto';
import { SuppressionBody, SuppressionQuery } from './suppressions.dto';

@Controller('v1/suppressions')
@ApiTags('suppressions')
@Needs('secret')
export class SuppressionsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the addresses that are not written to, by address')
  @Answers(pageOf(dto.suppressionSchema))
  async listSuppressions(
    @WorkspaceId() workspaceId: string,
    @Query() query: SuppressionQuery,
  ): Promise<Page<dto.ShownSuppression>> {
    const rows = await listSuppressions(this.surroundings.database, workspaceId, {
      address: query.address ?? null,
      after: addressOfCursor(query.cursor),
      limit: query.limit + 1,
    });
    return pageFrom(rows, query.limit, dto.shownSuppression, ({ address }) => cursorOfAddress(address));
  }

  @Post()
  @Repeatable()
  @Does(
    'Suppresses an address',
    'Nothing is sent to it after the answer. One that is suppressed already stays so; of two reasons, the graver one stays.',
  )
  @Answers(dto.suppressionSchema)
  async suppressAddress(
    @WorkspaceId() workspaceId: string,
    @Body() { address, reason }: SuppressionBody,
  ): Promise<dto.ShownSuppression> {
    const suppression = { address, reason: reason ?? 'manual', source: 'api' } as const;
    return dto.shownSuppression(
      await suppressAddress(this.surroundings.engine, workspaceId, suppression, Date.now()),
    );
  }

  @Delete(':address')
  @HttpCode(204)
  @Does('Lets an address be written to again', 'Consent of its owner is another matter: that is not changed.')
  @ApiNoContentResponse({ description: 'Released.' })
  @Refuses(404, { 'suppression-not-found': 'the address is not suppressed' })
  async releaseAddress(
    @WorkspaceId() workspaceId: string,
    @AddressParam(suppressionNotFound) address: string,
  ): Promise<void> {
    const { engine, links } = this.surroundings;
    await releaseAddress(engine, workspaceId, address, links.sealsOf(workspaceId, address));
  }
}
