import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { conditionSchema } from '#conditions';
import { checkJourney } from './check';
import { rules } from './rules';
import { semanticsOf } from './step-table';
import * as schemas from './steps/schemas';
import { kinds, stepSchema } from './steps/step.schema';
import { journeySchema, type Journey } from './journey.schema';
import { simulate } from './simulate';
import { scriptSchema } from './simulation/script.schema';
import { epochMs, journeyFrom } from './testing';

const shapes = new Map(Object.entries(schemas).map(([kind, { shape }]) => [kind, Object.keys(shape)]));
const docs = join(__dirname, '../../../docs');
const page = readFileSync(join(docs, 'journey-language.md'), 'utf8');

const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(
  ([, text = '']) => JSON.parse(text) as object,
);
const journeys = examples.filter((example) => 'steps' in example);
const steps = examples.filter((example) => 'kind' in example);
const scripts = examples.filter((example) => 'event' in example && 'script' in example);
const conditions = examples.filter(
  (example) =>
    ['steps', 'kind', 'exit'].every((key) => !(key in example)) &&
    !scripts.some((script) => script === example),
);

describe('the page on the journey language', () => {
  test('has examples of journeys, of every kind of step, and of conditions', () => {
    expect(journeys.length).toBeGreaterThan(0);
    expect(new Set(steps.map((step) => 'kind' in step && step.kind))).toEqual(new Set(kinds));
    expect(conditions.length).toBeGreaterThan(2);
  });

  test.each(scripts)(
    'the script %# can be simulated with the first journey, and is used to the end',
    (example) => {
      const [journey = {}] = journeys;
      const script = scriptSchema.parse(example);
      const setting = { now: epochMs('2026-11-22T12:00:00Z'), zone: 'UTC' };
      expect(simulate(journeyFrom(journey), script, setting)).toMatchObject({
        kind: 'simulated',
        simulation: {
          enrollments: [{ state: 'completed', step: 'clicked?', sends: [{ command: { step: 'vip-mail' } }] }],
        },
      });
    },
  );

  test.each(journeys.map((journey) => ['key' in journey && journey.key, journey] as const))(
    'the journey %s is one, without problems where its templates, topics and audiences are',
    (_, document) => {
      const journey = journeyFrom(document);
      const named = (what: string) => new Set(referencesOf(journey, what));
      const found = checkJourney(journey, {
        templates: named('template'),
        topics: named('topic'),
        journeys: named('journey'),
        audiences: named('audience'),
        contents: new Map(),
        events: new Set(),
        now: 0,
      });
      expect(found).toEqual([]);
    },
  );

  test('what it says, the published JSON Schema says too', () => {
    const published = readFileSync(join(docs, 'journey.schema.json'), 'utf8');
    const validate = new Ajv({ strictTypes: false, validateFormats: false }).compile(
      JSON.parse(published) as object,
    );
    expect(journeys.map((journey) => validate(journey) || validate.errors)).toEqual(journeys.map(() => true));
    expect(validate({ ...journeys[0], start: 5 })).toBe(false);
  });

  test.each(steps)('%j is a step', (step) => {
    expect(stepSchema.safeParse(step).error?.issues ?? []).toEqual([]);
  });

  test.each(examples.filter((example) => 'exit' in example))('%j are exit rules', (example) => {
    expect(journeySchema.shape.exit.safeParse(example.exit).error?.issues ?? []).toEqual([]);
  });

  test.each(conditions)('%j is a condition', (condition) => {
    expect(conditionSchema.safeParse(condition).error?.issues ?? []).toEqual([]);
  });

  test.each(rules.map((rule) => rule.name))('the rule %s has a line', (name) => {
    expect(page.split('\n').filter((line) => line.startsWith(`| \`${name}\` `))).toHaveLength(1);
  });

  test.each(kinds)('the kind %s has a row and a section that tells its settings', (kind) => {
    expect(page).toContain(`| [\`${kind}\`](#${kind.toLowerCase()})`);
    const [, section = ''] = page.split(`\n### ${kind}\n`);
    const told = section.split(/\n##+ /)[0] ?? '';
    const settings = shapes.get(kind)?.filter((setting) => setting !== 'kind') ?? ['a schema'];
    expect(settings.filter((setting) => !told.includes(`\`${setting}\``))).toEqual([]);
  });

  test('every setting of a journey has a row', () => {
    const rows = Object.keys(journeySchema.shape).map((setting) => `| \`${setting}\` `);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  test('its links lead to headings that are there', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text.toLowerCase().replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, target]) => target);
    expect(links.filter((target) => !headings.includes(target ?? ''))).toEqual([]);
  });
});

function referencesOf(journey: Journey, what: string): readonly string[] {
  return Object.values(journey.steps)
    .flatMap((step) => semanticsOf(step).references?.(step) ?? [])
    .filter((reference) => reference.what === what)
    .map((reference) => reference.key);
}
