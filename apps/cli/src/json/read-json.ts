import { scanJson, type JsonFault } from './scan-json';

/** A place in a file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A JSON text that was read: its value, and where things stand in it. */
export interface ReadJson {
  readonly kind: 'json';
  readonly value: unknown;
  /** Where a value stands; the nearest one around it, where the pointer (RFC 6901) leads to none. */
  placeOf(pointer: string): Place;
}

/** What keeps a text from being JSON, and where. */
export interface WrongJson extends JsonFault, Place {
  readonly kind: 'wrong-json';
}

/** Reads JSON strictly, as the API does: each key once, nothing after the end. Never throws. */
export function readJson(source: string): ReadJson | WrongJson {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const scanned = scanJson(text);
  if ('sentence' in scanned) return { kind: 'wrong-json', ...scanned, ...placeAt(text, scanned.at) };
  return {
    kind: 'json',
    value: JSON.parse(text),
    placeOf(pointer) {
      let nearest = pointer;
      while (nearest !== '' && !scanned.positions.has(nearest))
        nearest = nearest.slice(0, nearest.lastIndexOf('/'));
      return placeAt(text, scanned.positions.get(nearest) ?? 0);
    },
  };
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: [...before.slice(before.lastIndexOf('\n') + 1)].length + 1 };
}
