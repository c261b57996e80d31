import type { Json } from '#conditions';
import { jsonFault, type JsonFault } from './json-fault';
import { scanJson, type JsonLimits } from './json-scanner';

/** Bytes read as JSON, or what keeps them from being it. */
export type JsonReading =
  { readonly kind: 'json'; readonly value: Json } | { readonly kind: 'fault'; readonly fault: JsonFault };

/** A byte order mark is skipped, as RFC 8259 allows: some editors write one. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Reads bytes as JSON that any part behind us can keep: strict UTF-8, RFC 8259, no NUL, no half characters, no numbers
 * that a double cannot hold, no key twice, none that means something to JavaScript, bounded depth and number of keys.
 * Takes time linear in the bytes and never throws.
 */
export function readJson(bytes: Uint8Array, limits: JsonLimits): JsonReading {
  const text = decoded(bytes);
  if (text === null) return { kind: 'fault', fault: jsonFault('not-utf8', [], 'The body is not UTF-8.') };
  const fault = scanJson(text, limits);
  return fault ? { kind: 'fault', fault } : { kind: 'json', value: JSON.parse(text) as Json };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
