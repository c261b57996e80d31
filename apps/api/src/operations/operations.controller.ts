import { isAnswering } from '#database';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/needs';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { aliveSchema, readySchema, type Alive, type Ready } from './operations.dto';
import { answersWithin } from './answers-within';

/** How long a probe waits for what it asks (ms). */
const PATIENCE = 2_000;

@Controller()
@ApiTags('operations')
@Public()
export class OperationsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get('livez')
  @Does('Tells that the process lives')
  @Answers(aliveSchema)
  live(): Alive {
    return { alive: true };
  }

  @Get('readyz')
  @Does('Tells whether requests can be served')
  @Answers(readySchema)
  @ApiServiceUnavailableResponse({
    description: 'The database does not answer, or this process is about to stop.',
    standardSchema: readySchema,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Ready> {
    const [hasDatabase, hasTemporal] = await Promise.all([
      answersWithin(PATIENCE, isAnswering(this.surroundings.database)),
      answersWithin(PATIENCE, this.surroundings.isTemporalAnswering()),
    ]);
    const ready = hasDatabase && this.surroundings.isLeaving?.() !== true;
    reply.code(ready ? 200 : 503);
    return {
      ready,
      database: hasDatabase ? 'up' : 'down',
      temporal: hasTemporal ? 'up' : 'down',
    };
  }
}
