import { addDuration, parseDuration, readPath, type Facts, type Json } from '#conditions';
import { fillInEach, MOST_FILLED } from '../../values/fill-in';
import { textParts } from '../../values/text-parts';
import type { StepOf } from '../step.schema';
import { MOST_TIMEOUT, type WebhookRequest } from './webhook-request';

/** Writes the request of a step for a person; null where it would say too much. */
export function writeRequest(step: StepOf['webhook'], facts: Facts): WebhookRequest | null {
  const filled = fillInEach(step.body === undefined ? {} : { body: step.body }, facts);
  const url = fillUrl(step.url, facts);
  if (filled === null || url.length > MOST_FILLED) return null;
  const { body } = filled;
  const content = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  const duration = step.timeout === undefined ? null : parseDuration(step.timeout);
  return {
    method: step.method ?? 'POST',
    url,
    headers: { ...(content !== null && { 'content-type': type }), ...fillHeaders(step.headers ?? {}, facts) },
    body: content,
    timeout: duration ? addDuration(0, duration, 'UTC') : MOST_TIMEOUT,
  };
}

/** What is found is one part of a path or of a query: it can neither begin another, nor change the host. */
function fillUrl(text: string, facts: Facts): string {
  const parts = textParts(text) ?? [];
  return parts
    .map((part) => ('text' in part ? part.text : encodeURIComponent(written(readPath(facts, part.path)))))
    .join('');
}

/** Names in lower case. What is found is put on one line, and what no header can hold becomes a question mark. */
function fillHeaders(headers: { readonly [name: string]: string }, facts: Facts): WebhookRequest['headers'] {
  const lines = Object.entries(headers).map(([name, text]) => {
    const parts = textParts(text) ?? [];
    const filled = parts.map((part) =>
      'text' in part ? part.text : written(readPath(facts, part.path)).slice(0, 2_000),
    );
    return [name.toLowerCase(), filled.join('').replaceAll(/[^\t\x20-\x7e]/gu, '?')] as const;
  });
  return Object.fromEntries(lines);
}

function written(found: Json | undefined): string {
  if (found === undefined || found === null) return '';
  const text = typeof found === 'string' ? found : JSON.stringify(found);
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
