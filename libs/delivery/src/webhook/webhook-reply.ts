import type { Json } from '#conditions';
import type { WebhookReply } from '#journey';
import type { EgressAnswer } from '../egress/egress.contract';

/** How deeply what an endpoint answers may be nested to be kept as JSON. */
const DEEPEST = 50;

/**
 * What is kept of an answer: its status; and its body, read as JSON where it is JSON, else as text. No body where it is too
 * long, packed, or empty.
 */
export function replyOf({
  status,
  headers,
  body,
  cut,
}: Extract<EgressAnswer, { kind: 'answered' }>): WebhookReply {
  const packed = headers['content-encoding'];
  const isPacked = packed !== undefined && packed !== 'identity';
  if (cut || isPacked || body.length === 0) return { status };
  const text = storableText(body.toString('utf8'));
  return { status, body: readJson(text) ?? text };
}

/** Undefined where a text is no JSON, or none that can be kept. */
function readJson(text: string): Json | undefined {
  try {
    return storable(JSON.parse(text) as Json, DEEPEST);
  } catch {
    return undefined;
  }
}

/** JSON that a database takes, too: no NUL, no lone halves of characters, no numbers beyond all bounds. @throws RangeError where it is nested too deeply */
function storable(value: Json, depth: number): Json {
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((item: Json) => storable(item, depth - 1));
  const entries = Object.entries(value) as readonly (readonly [string, Json])[];
  return Object.fromEntries(entries.map(([key, item]) => [storableText(key), storable(item, depth - 1)]));
}

function storableText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
