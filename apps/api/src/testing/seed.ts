import { randomUUID } from 'node:crypto';
import { parkEnrollment, putMailboxMessage } from '#database';
import type { TestApi, TestWorkspace } from './open-test-api';

/** One thing of each sort, all in one workspace. */
export interface Seed {
  readonly enrollmentId: string;
  readonly messageId: string;
  readonly sendId: string;
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

/**
 * Fills a workspace: a journey with ana in it, where she stands still for a fault, who was not entered twice, what all
 * that needs, a rejected event, a suppressed address, a send, a caught message.
 */
export async function seed(api: TestApi, { id, keys }: TestWorkspace): Promise<Seed> {
  const key = keys.secret;
  await api.call('PUT', '/v1/topics/news', { key, json: topic });
  await api.call('PUT', '/v1/audiences/welcome', { key, json: { name: 'Welcome' } });
  await api.call('PUT', '/v1/templates/hello', { key, json: template });
  await api.call('PUT', '/v1/journeys/welcome', { key, json: journey });
  await api.call('POST', '/v1/journeys/welcome/publish', { key });
  await api.call('POST', '/v1/identify', {
    key: keys.write,
    json: { userId: 'ana', traits: { first_name: 'Ana' } },
  });
  await api.call('POST', '/v1/track', { key: keys.write, json: { userId: 'ana', event: 'Signed Up' } });
  await api.call('POST', '/v1/track', { key: keys.write, json: { userId: 'ana', event: 'Signed Up' } });
  await api.call('POST', '/v1/track', { key: keys.write, json: { event: 'Of Nobody' } });
  await api.call('POST', '/v1/suppressions', { key, json: { address: 'bounced@example.com' } });
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
  await parkEnrollment(
    api.database,
    { workspaceId: id, enrollmentId: enrollment.id },
    { code: 'unexpected', message: 'Error: a fault of the seed' },
    Date.now(),
  );
  return { enrollmentId: enrollment.id, messageId, sendId: await seedSend(api, id, enrollment.id) };
}

/** A send of an enrollment, as a turn leaves it that was accepted. */
export async function seedSend(
  { database }: Pick<TestApi, 'database'>,
  workspaceId: string,
  enrollmentId: string,
  change: { readonly state?: string; readonly createdAt?: Date } = {},
): Promise<string> {
  const { profileId, journeyId } = await database.prisma.enrollment.findUniqueOrThrow({
    where: { id: enrollmentId },
  });
  const { state = 'ACCEPTED', createdAt = new Date() } = change;
  const id = randomUUID();
  await database.prisma.send.create({
    data: {
      ...{ id, workspaceId, enrollmentId, profileId, journeyId, step: 'mail', visit: 1, channel: 'email' },
      ...{ provider: 'mailbox', template: 'hello', topic: 'news', class: 'marketing', state, attempt: 1 },
      ...{ address: 'ana.souza@example.com', createdAt, updatedAt: createdAt },
      history: [{ at: createdAt.toISOString(), state }],
    },
  });
  return id;
}
