import { z } from 'zod';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A JSON Schema and the named schemas it refers to. */
export interface ConvertedSchema {
  readonly schema: JsonSchema;
  readonly components: Record<string, JsonSchema>;
}

/** A zod schema as JSON Schema of OpenAPI 3.1. Schemas with an `id` become components of that name. */
export function convertSchema(schema: z.ZodType, io: 'input' | 'output'): ConvertedSchema {
  // Zod names what a schema refers to, but not the schema itself: so it is made a part of another.
  const whole = z.toJSONSchema(z.object({ it: schema }), {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  const { $defs = {}, properties = {} } = relinked(whole) as {
    $defs?: Record<string, JsonSchema>;
    properties?: Record<string, JsonSchema>;
  };
  const components = Object.entries($defs).map(
    ([name, { id: _, ...definition }]) => [name, definition] as const,
  );
  return { schema: properties['it'] ?? {}, components: Object.fromEntries(components) };
}

function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' ? linkTo(String(inner)) : relinked(inner),
    ]),
  );
}

function linkTo(reference: string): string {
  const name = reference.replace('#/$defs/', '');
  // Zod numbers what has no name, from 0 on in each document: two would be taken for one.
  if (name.startsWith('__')) throw new Error('a recursive schema needs a name: .meta({ id })');
  return `#/components/schemas/${name}`;
}
