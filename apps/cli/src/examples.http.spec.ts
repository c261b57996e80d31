import { readdirSync } from 'node:fs';
import path from 'node:path';
import { openRenderer } from '#templates';
import { readJourney, type Journey } from '#journey';
import { openTestApi, type TestApi } from '../../api/src/testing/open-test-api';
import type { Definitions, JourneyDefinition } from './definitions/definitions';
import { requireDefinitions } from './definitions/read-definitions';
import { inOrderOfUse } from './plan/in-order-of-use';
import { imagine } from './simulations/imagine';
import { judgeSimulation } from './simulations/judge-simulation';
import { readSimulation } from './simulations/read-simulation';
import type { SimulationFile } from './simulations/simulation-file.schema';
import { stepsOf } from './simulations/steps-of';

const root = path.join(__dirname, '../../..');
const folders = readdirSync(path.join(root, 'examples')).toSorted();

interface Example {
  readonly definitions: Definitions;
  readonly definition: JourneyDefinition;
  readonly journey: Journey;
  readonly simulations: readonly SimulationFile[];
}

function readExample(folder: string): Example {
  const place = { env: {}, cwd: root, isInteractive: false, out: () => {}, err: () => {}, now: () => 0 };
  const definitions = requireDefinitions(place, [path.join('examples', folder)]);
  const [definition] = definitions.journeys;
  const reading = readJourney(definition?.body);
  if (!definition || reading.kind !== 'journey') throw new Error(`${folder} is no journey`);
  const simulations = definition.simulations.map(({ body, file }) => readSimulation(body, file));
  return { definitions, definition, journey: reading.journey, simulations };
}

interface SentMessage {
  readonly id: string;
  readonly message: { readonly subject: string; readonly html: string; readonly text: string } | null;
}

const renderer = openRenderer();
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ renderer });
});
afterAll(async () => {
  await api.close();
  await renderer.close();
});

const call = async (method: string, url: string, json: unknown) => {
  const answer = await api.call(method, url, { key: api.mine.keys.secret, json });
  if (answer.status !== 200) throw new Error(`${url}: ${answer.text}`);
  return answer.json;
};

/** Plays a simulation on the server, which renders its messages. */
async function rendered({ journey }: Example, simulation: SimulationFile): Promise<readonly SentMessage[]> {
  const { name: _name, expect: _expect, ...body } = simulation;
  const told = await call('POST', `/v1/journeys/${journey.key}/simulate`, body);
  const enrollments = told?.['enrollments'] as readonly { readonly sends: readonly SentMessage[] }[];
  return enrollments.flatMap(({ sends }) => sends);
}

const isEnglish = ({ profile }: SimulationFile): boolean => profile?.['locale'] === 'en-GB';

describe.each(folders)('the example %s', (folder) => {
  const example = readExample(folder);
  const { definitions, definition, journey, simulations } = example;

  it('is saved and published without a problem, a warning or a message without a way out', async () => {
    for (const { key, body } of definitions.topics) await call('PUT', `/v1/topics/${key}`, body);
    for (const { key, body } of definitions.audiences) await call('PUT', `/v1/audiences/${key}`, body);
    for (const { key, body } of inOrderOfUse(definitions.blocks))
      await call('PUT', `/v1/blocks/${key}`, body);
    for (const { key, body } of definitions.templates)
      expect([key, (await call('PUT', `/v1/templates/${key}`, body))?.['warnings']]).toEqual([key, []]);
    await call('PUT', `/v1/journeys/${journey.key}`, definition.body);
    expect((await call('POST', `/v1/journeys/${journey.key}/publish`, {}))?.['problems']).toEqual([]);
  });

  it.each(simulations.map((simulation) => [simulation.name ?? '', simulation] as const))(
    'does as it should: %s',
    async (_, simulation) => {
      const messages = await rendered(example, simulation);
      const subjects = messages.flatMap(({ id, message }) => (message ? [[id, message] as const] : []));
      const told = imagine(journey, simulation, { topics: definitions.topics, zone: 'UTC', now: 0 });
      expect(judgeSimulation(told, simulation.expect ?? {}, new Map(subjects))).toEqual([]);
      for (const [, { subject, html, text }] of subjects) {
        expect(subject).toMatch(/\S/);
        for (const part of [subject, html, text]) expect(part).not.toMatch(/undefined|null|NaN|\{\{|\{%/);
        expect(html).toContain(isEnglish(simulation) ? 'Unsubscribe' : 'Cancelar inscrição');
      }
    },
  );
});

describe('the simulations of the six journeys that teams run', () => {
  const six = folders.filter((folder) => !folder.startsWith('abandoned-cart-')).map(readExample);

  it('are there', () => expect(six).toHaveLength(6));

  it.each(six.map((example) => [example.journey.key, example] as const))(
    'go through every step of %s, and see every message in both languages',
    (_, { journey, definitions, simulations }) => {
      const told = simulations.map((simulation) => ({
        locale: isEnglish(simulation) ? 'en-GB' : 'pt-BR',
        enrollment: imagine(journey, simulation, { topics: definitions.topics, zone: 'UTC', now: 0 })
          .enrollments[0],
      }));
      const steps = told.flatMap(({ enrollment }) => (enrollment ? stepsOf(enrollment) : []));
      expect(Object.keys(journey.steps).filter((step) => !steps.includes(step))).toEqual([]);
      const seen = told.flatMap(({ locale, enrollment }) =>
        (enrollment?.sends ?? [])
          .filter(({ outcome }) => outcome === 'accepted')
          .flatMap(({ command }) => (command.channel === 'email' ? [`${command.template} ${locale}`] : [])),
      );
      const all = definitions.templates.flatMap(({ key }) => [`${key} pt-BR`, `${key} en-GB`]);
      expect(all.filter((one) => !seen.includes(one))).toEqual([]);
    },
  );
});
