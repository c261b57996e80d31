import { readPath, type Facts, type Json, type JsonObject } from '#conditions';
import { isPathForm } from './path-form';
import { textParts } from './text-parts';

/** How much may be filled into one value, in characters of JSON: what is filled in again every round must not grow for ever. */
export const MOST_FILLED = 32 * 1024;

/**
 * What a written value is for this person now. `{ "path": ... }`, and a text that is nothing but one path in double
 * braces, are what is found there, with its type. Into other texts, what is found is written; nothing, where it is
 * missing. In lists and objects, what is missing is left out.
 * @returns undefined where nothing is found, or too much
 */
export function fillIn(value: Json, facts: Facts): Json | undefined {
  const room = { left: MOST_FILLED };
  const filled = fill(value, facts, room);
  return room.left < 0 ? undefined : filled;
}

/** The same of each of some named values; those that are missing are left out. @returns null where it is too much in all */
export function fillInEach(values: JsonObject, facts: Facts): JsonObject | null {
  const room = { left: MOST_FILLED };
  const filled = fillEntries(values, facts, room);
  return room.left < 0 ? null : filled;
}

/** Characters that are left; below zero, it was too much. */
interface Room {
  left: number;
}

function fill(value: Json, facts: Facts, room: Room): Json | undefined {
  if (typeof value === 'string') return fillText(value, facts, room);
  if (typeof value !== 'object' || value === null) return value;
  if (isPathForm(value)) return take(value.path, facts, room);
  if (isList(value)) {
    return value.flatMap((item) => {
      const filled = fill(item, facts, room);
      return filled === undefined ? [] : [filled];
    });
  }
  return fillEntries(value as JsonObject, facts, room);
}

function fillEntries(values: JsonObject, facts: Facts, room: Room): JsonObject {
  const filled = Object.entries(values).flatMap(([key, item]) => {
    const one = fill(item, facts, room);
    return one === undefined ? [] : [[key, one] as const];
  });
  return Object.fromEntries(filled);
}

function fillText(text: string, facts: Facts, room: Room): Json | undefined {
  const parts = textParts(text) ?? [{ text }];
  const [only, ...others] = parts;
  if (only && 'path' in only && others.length === 0) return take(only.path, facts, room);
  return parts.map((part) => ('text' in part ? part.text : written(take(part.path, facts, room)))).join('');
}

function take(path: string, facts: Facts, room: Room): Json | undefined {
  const found = room.left < 0 ? undefined : readPath(facts, path);
  if (found !== undefined) room.left -= JSON.stringify(found).length;
  return found;
}

function written(found: Json | undefined): string {
  if (found === undefined || found === null) return '';
  return typeof found === 'string' ? found : JSON.stringify(found);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
