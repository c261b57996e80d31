import { z } from 'zod';

/** A JSON Schema and the named schemas it refers to. */
export interface ConvertedSchema {
  readonly schema: JsonSchema;
  readonly components: Record<string, JsonSchema>;
}

type JsonSchema = Record<string, unknown>;

/** How zod calls the parts of a recursive schema that has no name. */
const UNNAMED = /^__schema(\d+)$/;

/**
 * A zod schema as JSON Schema of OpenAPI 3.1. Schemas with an `id` become components of that name; unnamed recursive
 * parts are called after the schema that holds them.
 */
export function convertSchema(schema: z.ZodType, io: 'input' | 'output'): ConvertedSchema {
  // Zod names what a schema refers to, but not the schema itself: so it is made a part of another.
  const wrapped = z.toJSONSchema(z.object({ it: schema }), { target: 'draft-2020-12', io, unrepresentable: 'any' });
  const name = z.globalRegistry.get(schema)?.id ?? 'Part';
  const rename = (ref: string): string => ref.replace(UNNAMED, (_, number: string) => `${name}Part${number}`);
  const { $defs = {}, properties = {} } = relinked(wrapped, rename) as { $defs?: Record<string, JsonSchema>; properties?: Record<string, JsonSchema> };
  const components = Object.entries($defs).map(([key, { id: _, ...definition }]) => [rename(key), definition] as const);
  return { schema: properties['it'] ?? {}, components: Object.fromEntries(components) };
}

function relinked(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => relinked(one, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, `#/components/schemas/${rename(inner.replace('#/$defs/', ''))}`]
        : [key, relinked(inner, rename)],
    ),
  );
}
