import type { Json, JsonObject } from '#conditions';
import { isPathForm } from './path-form';
import { textParts } from './text-parts';

/** A path that a written value reads, and where it is written in it. */
export interface PlacedPath {
  readonly path: string;
  readonly at: readonly (string | number)[];
}

/** Every path that a value of the language reads. */
export function pathsIn(value: Json, at: PlacedPath['at'] = []): readonly PlacedPath[] {
  if (typeof value === 'string')
    return (textParts(value) ?? []).flatMap((part) => ('path' in part ? [{ path: part.path, at }] : []));
  if (typeof value !== 'object' || value === null) return [];
  if (isPathForm(value)) return [{ path: value.path, at: [...at, 'path'] }];
  if (isList(value)) return value.flatMap((item, index) => pathsIn(item, [...at, index]));
  return pathsInEach(value as JsonObject, at);
}

/** Every path that some named values read. */
export function pathsInEach(values: JsonObject, at: PlacedPath['at']): readonly PlacedPath[] {
  return Object.entries(values).flatMap(([key, value]) => pathsIn(value, [...at, key]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
