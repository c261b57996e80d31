import { randomUUID } from 'node:crypto';
import { noWebhooks } from '#delivery/testing';
import { openMailbox } from '#delivery';
import { advanceEnrollment, openEngine, sweepHits } from '#enrollments';
import type { Purpose } from '#links';
import type { Renderer } from '#templates';
import type { Answered, TestApi, TestWorkspace } from './open-test-api';

/** A message that somebody was sent by a journey of a spec. */
export interface SentMessage {
  readonly userId: string;
  readonly profileId: string;
  readonly enrollmentId: string;
  readonly sendId: string;
  /** The path of a link of this message. */
  path(purpose: Purpose, link?: number): string;
  /** What Jornada itself recorded of the person once it had settled, in order. */
  events(): Promise<
    readonly { readonly name: string; readonly type: string; readonly properties: unknown }[]
  >;
  /** What the person said, by topic. */
  consent(): Promise<object>;
  /** Every change of that, in order. */
  consentLog(): Promise<readonly { readonly state: string; readonly textVersion: string | null }[]>;
  /** Sends the next message of the same journey to the same person. @returns its state and reason in the ledger */
  next(): Promise<{ readonly state: string; readonly reason: string | null }>;
}

const journey = {
  key: 'shop',
  name: 'Shop',
  trigger: { event: 'Cart Updated' },
  entry: { again: 'always' },
  start: 'mail',
  steps: {
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'hold' },
    hold: { kind: 'waitFor', paths: [{ name: 'clicked', event: 'Email Clicked', next: null }] },
  },
};

/** Renders a message with two links, whatever the template. */
const renderer: Renderer = {
  render: () =>
    Promise.resolve({
      kind: 'rendered',
      subject: 'Your cart',
      html: '<body><a href="https://shop.example/cart?a=1&amp;b=2">Cart</a> <a href="https://shop.example/">Shop</a></body>',
      text: 'https://shop.example/cart?a=1&b=2',
    }),
  compile: () => Promise.reject(new Error('nothing is compiled here')),
  close: () => Promise.resolve(),
};

/** Opens a shop in a workspace: a journey that sends a message and waits for a click. @returns what sends it to somebody new */
export async function openShop(
  api: TestApi,
  { id: workspaceId, keys }: TestWorkspace,
): Promise<(attributes?: object) => Promise<SentMessage>> {
  const { database, links } = api;
  const { prisma } = database;
  const ask = async (method: string, url: string, json?: object): Promise<Answered['json']> => {
    const answer = await api.call(method, url, { key: keys.secret, ...(json ? { json } : {}) });
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.text}`);
    return answer.json;
  };
  await ask('PUT', '/v1/topics/offers', { name: 'Offers & more', default: 'in' });
  await ask('PUT', '/v1/templates/cart', { subject: 'Your cart', html: '<p></p>' });
  await ask('PUT', '/v1/journeys/shop', journey);
  await ask('POST', '/v1/journeys/shop/publish');
  const engine = openEngine(database, () => undefined);
  const delivery = { database, renderer, links, provider: openMailbox(database), webhooks: noWebhooks };
  return async (attributes = {}) => {
    const userId = `person-${randomUUID()}`;
    const known = { email: `${userId}@example.com`, ...attributes };
    const profileId = String((await ask('PATCH', `/v1/profiles/${userId}`, { attributes: known }))?.['id']);
    const send = async () => {
      await ask('POST', '/v1/track', { userId, event: 'Cart Updated' });
      const { id } = await prisma.enrollment.findFirstOrThrow({ where: { profileId, logSeq: 1 } });
      await advanceEnrollment(engine, delivery, { workspaceId, enrollmentId: id }, Date.now);
      return prisma.send.findFirstOrThrow({ where: { enrollmentId: id } });
    };
    const { id: sendId, enrollmentId } = await send();
    return {
      ...{ userId, profileId, enrollmentId, sendId },
      path: (purpose, link = 0) => links.urlOf({ purpose, workspaceId, sendId, link }),
      async events() {
        // What recipients did has settled by then.
        await sweepHits(engine, 1_000, Date.now() + 11_000);
        const events = await prisma.event.findMany({
          where: { profileId, source: { in: ['jornada', 'robot'] } },
          orderBy: { seq: 'asc' },
        });
        return events.map(({ name, type, properties }) => ({ name, type, properties }));
      },
      async consent() {
        const rows = await prisma.consent.findMany({ where: { profileId } });
        return Object.fromEntries(rows.map(({ topic, state }) => [topic, state]));
      },
      consentLog: () => prisma.consentLog.findMany({ where: { profileId }, orderBy: { at: 'asc' } }),
      next: send,
    };
  };
}
