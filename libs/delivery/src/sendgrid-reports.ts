import { createHash } from 'node:crypto';
import type { ReportState } from '#database';
import type { JsonObject } from '#conditions';
import type { EngagementKind } from '#journey';
import type { ProviderReport } from './provider-report';

type Event = { readonly [name: string]: unknown };

/** What each of SendGrid's events means; events of other names are about no send of ours. */
interface Meaning {
  readonly state: ReportState;
  readonly engagement: EngagementKind | null;
  readonly suppresses?: ProviderReport['suppresses'];
}

const meanings: { readonly [event: string]: Meaning } = {
  processed: { state: 'ACCEPTED', engagement: null },
  deferred: { state: 'DEFERRED', engagement: 'Deferred' },
  dropped: { state: 'DROPPED', engagement: 'Dropped' },
  delivered: { state: 'DELIVERED', engagement: 'Delivered' },
  bounce: { state: 'BOUNCED', engagement: 'Bounced', suppresses: 'bounced' },
  // Whatever a recipient did with it, the message was accepted; whether it was delivered is said by an event of its own.
  open: { state: 'ACCEPTED', engagement: 'Opened' },
  click: { state: 'ACCEPTED', engagement: 'Clicked' },
  spamreport: { state: 'ACCEPTED', engagement: 'Complained', suppresses: 'complained' },
  unsubscribe: { state: 'ACCEPTED', engagement: 'Unsubscribed', suppresses: 'unsubscribed' },
  group_unsubscribe: { state: 'ACCEPTED', engagement: 'Unsubscribed', suppresses: 'unsubscribed' },
};

/** What tells one happening from another. The event's own id is none of it: it may change when a batch is told again. */
const IDENTITY = [
  'event',
  'send_id',
  'sg_message_id',
  'timestamp',
  'email',
  'url',
  'type',
  'attempt',
] as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads a batch of the Event Webhook. What is not about a send of ours is left out, and so is what is told twice.
 * @param body the bytes as they came, signature judged
 * @returns null where they are no batch
 */
export function readSendgridReports(body: Uint8Array): readonly ProviderReport[] | null {
  const events = batchIn(body);
  if (events === null) return null;
  const reports = events.flatMap((event) => {
    const report = reportOf(event);
    return report === null ? [] : [[report.key, report] as const];
  });
  return [...new Map(reports).values()];
}

function batchIn(body: Uint8Array): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function reportOf(given: unknown): ProviderReport | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const event = given as Event;
  const { event: name, send_id: sendId, timestamp } = event;
  const meaning = typeof name === 'string' && Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  if (!meaning || typeof sendId !== 'string' || !UUID.test(sendId)) return null;
  if (typeof timestamp !== 'number' || !(timestamp > 0 && timestamp < 1e11)) return null;
  const identity = JSON.stringify(IDENTITY.map((field) => event[field] ?? null));
  // A message that was held up for policy (a block) may be taken tomorrow: the address is not to blame.
  const isBlock = name === 'bounce' && event['type'] === 'blocked';
  const { state, engagement, suppresses = null } = meaning;
  const reason = textIn(event['reason']) ?? textIn(event['response']);
  return {
    key: createHash('sha256').update(identity).digest('hex'),
    sendId: sendId.toLowerCase(),
    ...{ provider: 'sendgrid', state, receipt: name === 'processed' },
    reason: state === 'ACCEPTED' || state === 'DELIVERED' ? null : reason && withoutAddresses(reason),
    code: textIn(event['status']),
    providerId: textIn(event['sg_message_id'])?.split('.')[0] ?? null,
    at: Math.floor(timestamp * 1_000),
    raw: JSON.stringify(event),
    engagement: engagement === null ? null : `Email ${engagement}`,
    details: detailsOf(event, isBlock),
    suppresses: isBlock ? null : suppresses,
  };
}

function detailsOf(event: Event, isBlock: boolean): JsonObject {
  const url = textIn(event['url']);
  return {
    ...(url === null ? {} : { url }),
    ...(event['sg_machine_open'] === true ? { robot: true } : {}),
    ...(event['event'] === 'bounce' ? { hard: !isBlock } : {}),
  };
}

/** Text that any part behind us can keep. */
function textIn(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  return value.replaceAll(/\p{Cs}|\0/gu, '\uFFFD').slice(0, 2_000);
}

/** What mail servers say often quotes whom they say it about. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'()]+@[^\s<>"'()]+/g, '…').slice(0, 500);
}
