import type { JsonObject } from '#conditions';
import { previewMessage } from '#delivery';
import { readInstant } from '#journey';
import { simulateJourney } from '#journeys';
import { Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { JsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { KeyParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { shownSimulation } from './show-simulation';
import * as dto from './simulation.dto';

@Controller('v1/journeys')
@ApiTags('journeys')
@Needs('secret')
export class SimulationController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Post(':key/simulate')
  @Does(
    'Tells what a journey would do with an imagined person',
    'On a virtual clock, by the rules that hold in earnest; nothing is stored, nothing is sent. The draft, a `version`, or the `journey` in the body.',
  )
  @Answers(dto.simulationSchema)
  @Refuses(404, {
    'journey-not-found': 'there is no journey of this key',
    'version-not-found': 'the journey has no such version',
  })
  @Refuses(422, {
    'not-a-journey': 'the document is not a journey: see `problems`',
    'key-differs': "the document's key is not the URL's",
    'cannot-simulate': "the event is not the trigger's, or the journey can never run: see `problems`",
  })
  @Refuses(400, { 'invalid-key': 'the key in the URL cannot be one' })
  async simulateJourney(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @JsonBody(dto.documentedBodySchema) body: JsonObject,
  ): Promise<dto.ShownSimulation> {
    const { now, version, journey, ...script } = readShape(dto.simulationBodySchema, body);
    const { database } = this.surroundings;
    const wish = { version, document: journey as JsonObject, script, now: readInstant(now) ?? Date.now() };
    const told = await simulateJourney(database, workspaceId, key, wish, (send, workspace) =>
      previewMessage(this.surroundings, workspace, send),
    );
    return shownSimulation(key, told);
  }
}
