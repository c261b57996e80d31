import { randomUUID } from 'node:crypto';
import { putMailboxMessage } from '#database';
import type { TestApi, TestWorkspace } from './open-test-api';

/** One thing of each sort, all in one workspace. */
export interface Seed {
  readonly enrollmentId: string;
  readonly messageId: string;
}

export const journey = {
  key: 'welcome',
  name: 'Welcome',
  trigger: { event: 'Signed Up' },
  start: 'pause',
  steps: {
    pause: { kind: 'wait', for: '1d', next: 'mail' },
    mail: { kind: 'email', template: 'hello', topic: 'news', next: null },
  },
};
export const template = { subject: 'Hello {{ profile.first_name }}', html: '<p>Hello</p>' };
export const topic = { name: 'News' };

/** Fills a workspace through the API: a journey with ana in it, what it needs, a rejected event, a caught message. */
export async function seed(api: TestApi, { id, keys }: TestWorkspace): Promise<Seed> {
  const key = keys.secret;
  await api.call('PUT', '/v1/topics/news', { key, json: topic });
  await api.call('PUT', '/v1/templates/hello', { key, json: template });
  await api.call('PUT', '/v1/journeys/welcome', { key, json: journey });
  await api.call('POST', '/v1/journeys/welcome/publish', { key });
  await api.call('POST', '/v1/identify', {
    key: keys.write,
    json: { userId: 'ana', traits: { first_name: 'Ana' } },
  });
  await api.call('POST', '/v1/track', { key: keys.write, json: { userId: 'ana', event: 'Signed Up' } });
  await api.call('POST', '/v1/track', { key: keys.write, json: { event: 'Of Nobody' } });
  const messageId = randomUUID();
  await putMailboxMessage(api.database, id, {
    id: messageId,
    sendId: randomUUID(),
    to: 'ana@example.com',
    from: 'Mine <hello@mine.example>',
    subject: 'Hello Ana',
    html: '<p>Hello</p>',
    text: 'Hello',
    headers: { 'X-Jornada-Send': 'x' },
    at: new Date(),
  });
  const enrollments = await api.call('GET', '/v1/enrollments', { key });
  const [enrollment] = (enrollments.json?.['items'] ?? []) as readonly { readonly id: string }[];
  if (!enrollment) throw new Error(`ana did not enter: ${enrollments.text}`);
  return { enrollmentId: enrollment.id, messageId };
}
