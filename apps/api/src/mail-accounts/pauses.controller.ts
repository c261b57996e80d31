import { endPause, listPauses } from '#delivery';
import type { UserError } from '#faults';
import { Controller, Delete, Get, HttpCode, Inject } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { notFound } from '../http/not-found';
import { IdParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { pausesSchema, shownPause } from './pauses.dto';

/** What is not sent for a while, and the way back. */
@Controller('v1/pauses')
@ApiTags('sends')
@Needs('secret')
export class PausesController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does(
    'Lists what is not sent for a while, and why',
    'A key or a sender that is refused, a provider that asked for peace. Those of the server concern every workspace.',
  )
  @Answers(pausesSchema)
  async listPauses(@WorkspaceId() workspaceId: string): Promise<z.infer<typeof pausesSchema>> {
    const pauses = await listPauses(this.surroundings.database, workspaceId, Date.now());
    return { items: pauses.map(shownPause) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Does(
    'Ends a pause',
    'New sends leave within a second, those that were held back at the end of the pause as it was told. Where what was wrong still is, the first of them begins it anew.',
  )
  @ApiNoContentResponse({ description: 'Ended.' })
  @Refuses(404, { 'pause-not-found': 'there is no such pause, or it has ended' })
  async endPause(@WorkspaceId() workspaceId: string, @IdParam(pauseNotFound) id: string): Promise<void> {
    if (await endPause(this.surroundings.database, workspaceId, id)) return;
    throw pauseNotFound();
  }
}

function pauseNotFound(): UserError {
  return notFound(
    'pause-not-found',
    'There is no such pause, or it has ended.',
    'List them with GET /v1/pauses.',
  );
}
