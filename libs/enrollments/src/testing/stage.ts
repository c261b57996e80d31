// A workspace on a real database, without Temporal: pokes are noted, turns are taken by hand.
import { randomBytes, randomUUID } from 'node:crypto';
import { createWorkspace, openDatabase, saveTemplate, saveTopic, type Database } from '#database';
import { openRecipientLinks } from '#links';
import { openMailbox, type Delivery, type Provider } from '#delivery';
import { noWebhooks } from '#delivery/testing';
import { publishJourney, saveJourney } from '#journeys';
import type { JsonObject } from '#conditions';
import { openTestDatabase } from '../../../../test/setup/database';
import {
  advanceEnrollment,
  openEngine,
  readEnrollment,
  record,
  type Engine,
  type Incoming,
  type Poke,
  type Recorded,
  type Rested,
} from '../index';

/** Where a spec plays. */
export interface Stage {
  readonly database: Database;
  /** Of the database, for who wants connections of their own. */
  readonly url: string;
  readonly engine: Engine;
  readonly delivery: Delivery;
  readonly workspaceId: string;
  /** Every poke since the start, in order. */
  readonly pokes: readonly Poke[];
  /** Saves and publishes a journey; `journey` needs no key and name. */
  publish(journey: JsonObject & { readonly key: string }): Promise<void>;
  record(...events: readonly Partial<Incoming>[]): Promise<readonly Recorded[]>;
  /** Takes turns, at an instant (epoch ms) and by means of one's own choice, if any. */
  advance(enrollmentId: string, now?: number, delivery?: Delivery): Promise<Rested>;
  /** The log of an enrollment in short: `step did: because`. */
  story(enrollmentId: string): Promise<readonly string[]>;
  stateOf(enrollmentId: string): Promise<string>;
  close(): Promise<void>;
}

/** The instant at which a stage's events happen, unless they say otherwise: now, so that nothing is late. */
export function event(
  name: string,
  properties: JsonObject = {},
  more: Partial<Incoming> = {},
): Partial<Incoming> {
  return { name, properties, ...more };
}

/** Opens a stage with a template `cart`, and a topic `offers` that people are in unless they say otherwise. */
export async function openStage({
  provider,
  webhooks = noWebhooks,
}: { provider?: (database: Database) => Provider; webhooks?: Delivery['webhooks'] } = {}): Promise<Stage> {
  const { url, close } = await openTestDatabase();
  const database = openDatabase({ url, poolSize: 30 });
  const workspace = await createWorkspace(database, {
    id: randomUUID(),
    key: 'stage',
    name: 'Stage',
    timezone: 'UTC',
    locale: 'en',
    from: { name: 'Stage', email: 'stage@example.com' },
  });
  const workspaceId = workspace.id;
  await saveTopic(database, workspaceId, { key: 'offers', name: 'Offers', description: '', default: 'in' });
  const compiled = { subject: 'Hello', preheader: null, html: '<p>Hello</p>', text: null };
  await saveTemplate(database, workspaceId, {
    key: 'cart',
    subject: 'Hello',
    preheader: null,
    mjml: null,
    html: '<p>Hello</p>',
    text: null,
    compiled,
  });
  const pokes: Poke[] = [];
  const engine = openEngine(database, (more) => pokes.push(...more));
  const delivery = {
    ...{ database, renderer: plainRenderer, provider: (provider ?? openMailbox)(database) },
    webhooks,
    links: openRecipientLinks({ publicUrl: 'https://mail.example', masterKeys: [randomBytes(32)] }),
  };
  return {
    database,
    url,
    engine,
    delivery,
    workspaceId,
    pokes,
    async publish(journey) {
      const { problems } = await saveJourney(delivery, workspaceId, journey.key, {
        name: journey.key,
        ...journey,
      });
      if (problems.some((problem) => problem.severity === 'error')) throw new Error(JSON.stringify(problems));
      await publishJourney(delivery, workspaceId, journey.key);
    },
    record: (...events) => record(engine, workspaceId, events.map(incoming), Date.now()),
    advance: (enrollmentId, now, other) =>
      advanceEnrollment(engine, other ?? delivery, { workspaceId, enrollmentId }, () => now ?? Date.now()),
    async story(enrollmentId) {
      const { log } = await readEnrollment(database, workspaceId, enrollmentId);
      return log.map((row) => `${row.step ?? '-'} ${row.did}: ${row.because}`);
    },
    stateOf: async (enrollmentId) => (await readEnrollment(database, workspaceId, enrollmentId)).listed.state,
    async close() {
      await database.close();
      await close();
    },
  };
}

/** Templates are rendered as they stand; libs/templates says how they are in earnest. */
export const plainRenderer: Delivery['renderer'] = {
  render: ({ subject, html, text }) =>
    Promise.resolve({ kind: 'rendered', subject, html, text: text ?? subject }),
  compile: ({ subject, html = null, text = null }) =>
    Promise.resolve({
      kind: 'compiled',
      compiled: { subject, preheader: null, html, text },
      reads: [],
      warnings: [],
    }),
  close: () => Promise.resolve(),
};

/** An event as `record` takes it, from what matters of it. */
export function incoming(partial: Partial<Incoming>): Incoming {
  return {
    messageId: randomUUID(),
    type: partial.traits ? 'identify' : 'track',
    name: 'Something Happened',
    properties: {},
    traits: null,
    context: null,
    userId: 'ana',
    anonymousId: null,
    timestamp: Date.now(),
    source: 'client',
    ...partial,
  };
}
