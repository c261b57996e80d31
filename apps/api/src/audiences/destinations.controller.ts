import type { JsonObject } from '#conditions';
import {
  connectDestination,
  countCopies,
  destinationNotFound,
  findDestination,
  keepDestination,
  listDestinations,
  type AudienceDestination,
  type DestinationChange,
  type DestinationRef,
} from '#delivery';
import { Controller, Delete, Get, Inject, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfKey, keyOfCursor } from '../http/cursor';
import { JsonBody } from '../http/json-body';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { readShape } from '../http/read-shape';
import { KeyParam } from '../http/route-parameters';
import { Repeatable } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses, Takes } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { NOT_THERE, requireAudience, WRONG_KEY } from './require-audience';
import * as dto from './destinations.dto';

const NO_DESTINATION = {
  ...NOT_THERE,
  'destination-not-found': 'the audience has no destination of this key',
};
const LEAVING = { 'destination-leaving': 'it is being disconnected' };

@Controller('v1/audiences/:key/destinations')
@ApiTags('audiences')
@Needs('secret')
export class DestinationsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists where an audience is told of, by key, and how far each is')
  @Answers(pageOf(dto.destinationSchema))
  @Refuses(404, NOT_THERE)
  @Refuses(400, WRONG_KEY)
  async listDestinations(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Query() page: PageQuery,
  ): Promise<Page<dto.ShownDestination>> {
    const { database } = this.surroundings;
    await requireAudience(database, workspaceId, key);
    const after = keyOfCursor(page.cursor);
    const rows = await listDestinations(database, workspaceId, key, { after, limit: page.limit + 1 });
    const counted = await Promise.all(rows.map((one) => this.show(one)));
    return pageFrom(
      counted,
      page.limit,
      (one) => one,
      (one) => cursorOfKey(one.key),
    );
  }

  @Get(':destination')
  @Does('Tells how far a destination is: in sync, pending, failing or paused, with a sentence')
  @Answers(dto.destinationSchema)
  @Refuses(404, NO_DESTINATION)
  @Refuses(400, WRONG_KEY)
  async findDestination(
    @WorkspaceId() workspaceId: string,
    @KeyParam() audience: string,
    @KeyParam('destination') key: string,
  ): Promise<dto.ShownDestination> {
    return this.find(workspaceId, { audience, key });
  }

  @Put(':destination')
  @Does(
    'Connects an audience to a list of an ad network, or to an endpoint of your own',
    'Everybody in the audience is told of, from then on. Once more, it changes how the list is told, and lets it go on if its credentials had been refused. Credentials are kept sealed, and never shown.',
  )
  @Answers(dto.destinationSchema)
  @Refuses(422, { 'credentials-missing': 'it is new, and has none yet' })
  @Refuses(409, {
    ...LEAVING,
    'destination-differs': 'this key is that of another list',
    'list-in-use': 'the list is connected already, elsewhere',
  })
  @Refuses(404, NOT_THERE)
  @Refuses(400, WRONG_KEY)
  async connectDestination(
    @WorkspaceId() workspaceId: string,
    @KeyParam() audience: string,
    @KeyParam('destination') key: string,
    @JsonBody(dto.destinationBodySchema) body: JsonObject,
  ): Promise<dto.ShownDestination> {
    const { database, seals } = this.surroundings;
    const wish = dto.wishOf(readShape(dto.destinationBodySchema, body));
    await requireAudience(database, workspaceId, audience);
    await connectDestination(database, seals, workspaceId, { audience, key }, wish, Date.now());
    return this.find(workspaceId, { audience, key });
  }

  @Delete(':destination')
  @Does(
    'Disconnects a destination',
    'First everybody is taken out of its list, which goes on by itself; or, with empty=false, the list stays as it is.',
  )
  @Takes(dto.destinationSchema, 'It is being disconnected. Then it is gone.')
  @Refuses(404, NO_DESTINATION)
  @Refuses(400, WRONG_KEY)
  async disconnectDestination(
    @WorkspaceId() workspaceId: string,
    @KeyParam() audience: string,
    @KeyParam('destination') key: string,
    @Query() { empty }: dto.DisconnectQuery,
  ): Promise<dto.ShownDestination> {
    return this.keep(workspaceId, { audience, key }, { kind: 'disconnect', empty: empty !== 'false' });
  }

  @Post(':destination/pause')
  @Repeatable()
  @Does('Tells a destination nothing until it is resumed', 'What changes meanwhile, it is told then.')
  @Answers(dto.destinationSchema)
  @Refuses(409, LEAVING)
  @Refuses(404, NO_DESTINATION)
  @Refuses(400, WRONG_KEY)
  async pauseDestination(
    @WorkspaceId() workspaceId: string,
    @KeyParam() audience: string,
    @KeyParam('destination') key: string,
  ): Promise<dto.ShownDestination> {
    return this.keep(workspaceId, { audience, key }, { kind: 'pause' });
  }

  @Post(':destination/resume')
  @Repeatable()
  @Does('Lets a destination go on that was paused, by you or by its network')
  @Answers(dto.destinationSchema)
  @Refuses(409, LEAVING)
  @Refuses(404, NO_DESTINATION)
  @Refuses(400, WRONG_KEY)
  async resumeDestination(
    @WorkspaceId() workspaceId: string,
    @KeyParam() audience: string,
    @KeyParam('destination') key: string,
  ): Promise<dto.ShownDestination> {
    return this.keep(workspaceId, { audience, key }, { kind: 'resume' });
  }

  @Post(':destination/refresh')
  @Repeatable()
  @Does(
    'Tells a destination of everybody once more',
    'For a list that was changed by others, or whose members expire: who is in the audience is put in again.',
  )
  @Answers(dto.destinationSchema)
  @Refuses(409, LEAVING)
  @Refuses(404, NO_DESTINATION)
  @Refuses(400, WRONG_KEY)
  async refreshDestination(
    @WorkspaceId() workspaceId: string,
    @KeyParam() audience: string,
    @KeyParam('destination') key: string,
  ): Promise<dto.ShownDestination> {
    return this.keep(workspaceId, { audience, key }, { kind: 'refresh' });
  }

  private async keep(
    workspaceId: string,
    ref: DestinationRef,
    change: DestinationChange,
  ): Promise<dto.ShownDestination> {
    const { database } = this.surroundings;
    await requireAudience(database, workspaceId, ref.audience);
    return this.show(await keepDestination(database, workspaceId, ref, change, Date.now()));
  }

  private async find(workspaceId: string, ref: DestinationRef): Promise<dto.ShownDestination> {
    const { database } = this.surroundings;
    await requireAudience(database, workspaceId, ref.audience);
    const found = await findDestination(database.pool, workspaceId, ref);
    if (!found) throw destinationNotFound(ref);
    return this.show(found);
  }

  private async show(one: AudienceDestination): Promise<dto.ShownDestination> {
    return dto.shownDestination(one, await countCopies(this.surroundings.database.pool, one.id));
  }
}
