import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Schema {
  readonly $ref?: string;
  readonly const?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const read = (file: string): string => readFileSync(path.join(__dirname, '../..', file), 'utf8');
const page = read('docs/journey-language.md');
const document = JSON.parse(read('docs/journey.schema.json')) as Schema & { $defs: Record<string, Schema> };

const follow = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : follow(document.$defs[schema.$ref.replace('#/$defs/', '')] ?? {});

/** What a value may look like, whichever way the schema parts it. */
function shapesOf(schema: Schema): readonly Schema[] {
  const { anyOf, oneOf, ...shape } = follow(schema);
  const parts = [...(anyOf ?? []), ...(oneOf ?? [])];
  return parts.length === 0 ? [shape] : parts.flatMap(shapesOf);
}

/** What the page says of a kind: from its heading to the next one of its rank. */
function sectionOf(kind: string): string {
  const from = page.indexOf(`\n### ${kind}\n`);
  const rest = page.slice(from + 5);
  return from < 0 ? '' : rest.slice(0, rest.search(/\n#{2,3} /));
}

const steps = shapesOf(follow(document.properties?.['steps'] ?? {}).additionalProperties ?? {});
const settings = steps.flatMap(({ properties = {} }) =>
  Object.keys(properties)
    .filter((name) => name !== 'kind')
    .map((name) => [follow(properties['kind'] ?? {}).const ?? '', name] as const),
);

describe('docs/journey-language.md', () => {
  it('has a section for every kind of step', () => {
    const kinds = [...new Set(settings.map(([kind]) => kind))];
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => sectionOf(kind) === '')).toEqual([]);
  });

  it.each(settings)('says what `%s` may say under `%s`', (kind, setting) => {
    expect(sectionOf(kind)).toMatch(new RegExp(`\`${setting}(\\.|\`)`));
  });

  it.each(Object.keys(document.properties ?? {}).filter((name) => name !== '$schema'))(
    'says what a journey may say under `%s`',
    (name) => {
      expect(page).toMatch(new RegExp(`[\`"]${name}[\`"]`));
    },
  );
});
