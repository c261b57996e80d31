import { reportJourney } from '#journeys';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { KeyParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { reportSchema, type ShownReport } from './report.dto';

@Controller('v1/journeys/:key/report')
@ApiTags('journeys')
@Needs('secret')
export class ReportController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Tells what a journey has come to, in numbers')
  @Answers(reportSchema)
  @Refuses(404, { 'journey-not-found': 'there is no journey of this key' })
  @Refuses(400, { 'invalid-key': 'the key in the URL cannot be one' })
  async reportJourney(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<ShownReport> {
    const { exits, ...numbers } = await reportJourney(this.surroundings.database, workspaceId, key);
    return { journey: key, ...numbers, exits: [...exits] };
  }
}
