import type { Json, JsonObject } from '#conditions';

/**
 * What a merge patch (RFC 7396) makes of the attributes it names: objects are merged into what is there, everything
 * else takes its place; a null stays a null, which removes the attribute.
 */
export function mergeInto(attributes: JsonObject, patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => [
      key,
      merge(Object.hasOwn(attributes, key) ? attributes[key] : undefined, value),
    ]),
  );
}

function merge(before: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map<string, Json>(isObject(before) ? Object.entries(before) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, merge(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
