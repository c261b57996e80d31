import fc from 'fast-check';
import { oddText, oddValue } from './odd-values';

/** As much of JSON Schema as docs/openapi.json speaks. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly example?: unknown;
}

/** Schemas by name. */
export type Schemas = { readonly [name: string]: Schema };

const DEEPEST = 5;

/** What keys, ids and steps are called in the workspace that is called. */
const NAMES = ['welcome', 'hello', 'news', 'pause', 'mail', 'event.total', 'profile.plan', 'ana', '1h'];

/** Makes values that a schema would nearly take: at any place there may stand something else. */
export function nearlyRight(schemas: Schemas): (schema: Schema) => fc.Arbitrary<unknown> {
  const made = new Map<string, fc.Arbitrary<unknown>>();

  function near(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (depth > DEEPEST) return oddValue;
    const key = `${JSON.stringify(schema)} ${depth}`;
    const known = made.get(key);
    if (known) return known;
    const arbitrary = fc.oneof(
      { weight: 12, arbitrary: right(schema, depth) },
      { weight: 1, arbitrary: oddValue },
    );
    made.set(key, arbitrary);
    return arbitrary;
  }

  function right(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (schema.$ref) return near(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth);
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (choices) return fc.oneof(...choices.map((one) => near(one, depth)));
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const [type] = [schema.type ?? []].flat();
    if (type === 'object') return object(schema, depth);
    if (type === 'array') return fc.array(near(schema.items ?? {}, depth + 1), { maxLength: 2 });
    if (type === 'string') return text(schema);
    if (type === 'integer') return fc.integer({ min: -1, max: 1_000 });
    if (type === 'number') return fc.double();
    return type === 'boolean' ? fc.boolean() : oddValue;
  }

  function object(
    { properties = {}, required = [], additionalProperties }: Schema,
    depth: number,
  ): fc.Arbitrary<unknown> {
    const fields = Object.entries(properties).map(([name, one]) => [name, near(one, depth + 1)] as const);
    const more =
      typeof additionalProperties === 'object'
        ? fc.dictionary(fc.constantFrom(...NAMES), near(additionalProperties, depth + 1), { maxKeys: 2 })
        : fc.constant({});
    // Now and then one is missing that is needed, and one is there that nobody knows.
    const record = fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
    const stranger = fc.dictionary(oddText, oddValue, { maxKeys: 2 });
    const usual = fc.tuple(record, more).map(([a, b]) => ({ ...a, ...b }));
    return fc.oneof(
      { weight: 10, arbitrary: usual },
      { weight: 1, arbitrary: fc.tuple(usual, stranger).map(([a, b]) => ({ ...a, ...b })) },
      { weight: 1, arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: [] }) },
    );
  }

  function text({ pattern, format, example }: Schema): fc.Arbitrary<unknown> {
    if (typeof example === 'string') return fc.constant(example);
    if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    return pattern ? fc.constantFrom(...NAMES) : fc.oneof(fc.constantFrom(...NAMES), fc.string());
  }

  return (schema) => near(schema, 0);
}

/** A document in which one place holds something else. */
export function spoilt(document: unknown): fc.Arbitrary<unknown> {
  const places: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    places.push(path);
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
  };
  walk(document, []);
  return fc.tuple(fc.constantFrom(...places), oddValue).map(([path, odd]) => replaced(document, path, odd));
}

function replaced(value: unknown, [first, ...rest]: readonly (string | number)[], odd: unknown): unknown {
  if (first === undefined) return odd;
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner = (copy as { [name: string]: unknown })[first];
  (copy as { [name: string]: unknown })[first] = replaced(inner, rest, odd);
  return copy;
}
