import { findTopic, listTopics, saveTopic, type Topic } from '#workspaces';
import { Body, Controller, Get, Inject, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfKey, keyOfCursor } from '../http/cursor';
import { notFound } from '../http/not-found';
import { pageFrom, pageOf, PageQuery, type Page } from '../http/page.dto';
import { KeyParam, requireSameKey } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { shownTopic, TopicBody, topicSchema } from './topics.dto';

const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };

@Controller('v1/topics')
@ApiTags('topics')
@Needs('secret')
export class TopicsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the topics, by key')
  @Answers(pageOf(topicSchema))
  async listTopics(@WorkspaceId() workspaceId: string, @Query() page: PageQuery): Promise<Page<Topic>> {
    const after = keyOfCursor(page.cursor);
    const rows = await listTopics(this.surroundings.database, workspaceId, { after, limit: page.limit + 1 });
    return pageFrom(rows, page.limit, shownTopic, ({ key }) => cursorOfKey(key));
  }

  @Get(':key')
  @Does('Tells a topic')
  @Answers(topicSchema)
  @Refuses(404, { 'topic-not-found': 'there is no topic of this key' })
  @Refuses(400, WRONG_KEY)
  async findTopic(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<Topic> {
    const topic = await findTopic(this.surroundings.database, workspaceId, key);
    if (topic) return shownTopic(topic);
    throw notFound(
      'topic-not-found',
      `There is no topic '${key}' in this workspace.`,
      'List the topics with GET /v1/topics.',
    );
  }

  @Put(':key')
  @Does('Saves a topic')
  @Answers(topicSchema)
  @Refuses(422, { 'key-differs': "the body's key is not the URL's" })
  @Refuses(400, WRONG_KEY)
  async saveTopic(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @Body() body: TopicBody,
  ): Promise<Topic> {
    requireSameKey(body.key, key);
    const topic: Topic = {
      key,
      name: body.name,
      description: body.description ?? '',
      default: body.default ?? 'out',
    };
    await saveTopic(this.surroundings.database, workspaceId, topic);
    return topic;
  }
}
