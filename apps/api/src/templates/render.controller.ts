import type { JsonObject } from '#conditions';
import { previewTemplate, type PreviewContext } from '#delivery';
import { readProfile } from '#profiles';
import { Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { JsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { KeyParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { renderBodySchema, renderedSchema, shownRendered, type ShownRendered } from './render.dto';

@Controller('v1/templates')
@ApiTags('templates')
@Needs('secret')
export class RenderController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Post(':key/render')
  @Does(
    'Renders a template for a real or an imagined person',
    'As it would leave; nothing is stored, nothing is sent. Of nobody, nothing is known.',
  )
  @Answers(renderedSchema)
  @Refuses(404, {
    'template-not-found': 'there is no template of this key',
    'profile-not-found': 'there is no person of this userId',
  })
  @Refuses(422, {
    'template-error': 'the template fails for this person',
    'template-timeout': 'it takes too long',
    'template-too-big': 'it grows too big',
  })
  @Refuses(400, { 'invalid-key': 'the key in the URL cannot be one' })
  async renderTemplate(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @JsonBody(renderBodySchema) body: JsonObject,
  ): Promise<ShownRendered> {
    const {
      userId,
      profile,
      event,
      run,
      steps,
      class: letterClass = 'marketing',
    } = readShape(renderBodySchema, body);
    const person =
      userId === undefined
        ? profile
        : (await readProfile(this.surroundings.database, workspaceId, userId)).attributes;
    // What came as JSON is JSON.
    const known = {
      profile: person ?? {},
      event: event?.properties ?? {},
      run: run ?? {},
      steps: steps ?? {},
    };
    return shownRendered(
      await previewTemplate(this.surroundings, workspaceId, key, known as PreviewContext, letterClass),
    );
  }
}
