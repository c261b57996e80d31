import { readJourney, type Journey } from '#journey';
import type { Command } from 'commander';
import { Complaint, wrongUse } from '../complaint';
import { requireJsonFile, sourceAt } from '../definitions/read-file';
import { requireDefinitions } from '../definitions/read-definitions';
import type { Definitions } from '../definitions/definitions';
import { imagine } from '../simulations/imagine';
import { readSimulation } from '../simulations/read-simulation';
import type { SimulationFile } from '../simulations/simulation-file.schema';
import type { Terminal } from '../terminal/terminal';
import type { Context, Doing } from './context';
import { jsonOption, numberOption } from './options';
import { simulateMany } from './simulate-many';
import { shownOffline, tellSimulation, type ShownSimulation } from './tell-simulation';

interface Options {
  readonly profile?: string;
  readonly event?: string;
  readonly script?: string;
  readonly seed?: string;
  readonly now?: string;
  readonly zone: string;
  readonly people?: string;
  readonly workspace?: true;
}

/** `jornada simulate`: what a journey would do with somebody imagined. */
export function addSimulate(program: Command, doing: Doing): void {
  program
    .command('simulate')
    .description('tell what a journey would do with somebody imagined; needs no server')
    .argument('<path>', 'a journey, or its folder')
    .option('--profile <json>', 'the attributes of the person: JSON, or @file')
    .option(
      '--event <json>',
      "the event that begins it, or its properties: JSON, or @file; the trigger's if left out",
    )
    .option('--script <file>', 'what happens then: a file as POST /v1/journeys/:key/simulate takes it')
    .option('--seed <text>', 'another seed, another person')
    .option('--now <instant>', 'when it begins, such as 2026-11-22T14:03:00Z')
    .option('--zone <zone>', "the workspace's time zone", 'UTC')
    .option('--people <count>', 'imagine so many people, and tell the share of each path')
    .option('--workspace', 'ask the workspace: with its topics, and its templates rendered')
    .action(
      doing<[string, Options]>(async (context, path, options) => {
        const definitions = requireDefinitions(context.terminal, [path]);
        const journey = requireJourney(definitions, path);
        const wish = wishOf(context.terminal, journey, options);
        if (options.people !== undefined) {
          const people = numberOption('--people', options.people, { from: 1, to: 1_000_000 });
          const { zone, seed } = options;
          return simulateMany(context, journey, wish, { people, seed, zone, topics: definitions.topics });
        }
        const shown = options.workspace
          ? await askWorkspace(context, journey, wish)
          : shownOffline(journey, imagineHere(context, journey, wish, definitions, options.zone));
        return tellSimulation(shown, context.style);
      }),
    );
}

function imagineHere(
  { terminal }: Context,
  journey: Journey,
  wish: SimulationFile,
  { topics }: Definitions,
  zone: string,
): ReturnType<typeof imagine> {
  return imagine(journey, wish, { topics, zone, now: terminal.now() });
}

function askWorkspace(context: Context, journey: Journey, wish: SimulationFile): Promise<ShownSimulation> {
  const { name: _name, expect: _expect, ...body } = wish;
  return context.api().post(`/v1/journeys/${journey.key}/simulate`, { ...body, journey });
}

function requireJourney({ journeys }: Definitions, given: string): Journey {
  const [definition, ...others] = journeys;
  if (!definition || others.length > 0) {
    throw wrongUse(
      definition ? `'${given}' holds more than one journey.` : `'${given}' holds no journey.`,
      'Name one journey: its file or its folder.',
    );
  }
  const reading = readJourney(definition.body);
  if (reading.kind === 'journey') return reading.journey;
  const [problem] = reading.problems;
  const { line, column } = definition.text.placeOf(problem?.path ?? '');
  throw new Complaint(
    1,
    `${definition.file}:${line}:${column}: ${problem?.sentence ?? 'It is no journey.'}`,
    {
      hint: problem?.hint ?? 'See docs/journey-language.md.',
      code: 'not-a-journey',
      problems: reading.problems,
    },
  );
}

/** What is asked for: what the script says, and what is said beside it. */
function wishOf(terminal: Terminal, journey: Journey, options: Options): SimulationFile {
  const { script: file, profile, event, seed, now } = options;
  const script = file === undefined ? {} : requireJsonFile(sourceAt(terminal.cwd, file));
  if (typeof script !== 'object' || script === null)
    throw wrongUse(`${file} holds no script.`, 'It should be an object.');
  const begins = 'event' in journey.trigger ? journey.trigger.event : 'Journey Triggered';
  const given = event === undefined ? undefined : jsonOption(terminal, '--event', event);
  const isWhole =
    given !== undefined && typeof given['name'] === 'string' && Object.keys(given).every(isOfEvent);
  const asked: object = {
    event: { name: begins },
    ...script,
    ...(profile === undefined ? {} : { profile: jsonOption(terminal, '--profile', profile) }),
    ...(given === undefined ? {} : { event: isWhole ? given : { name: begins, properties: given } }),
    ...(seed === undefined ? {} : { seed }),
    ...(now === undefined ? {} : { now }),
  };
  return readSimulation(asked, file ?? 'The simulation');
}

function isOfEvent(key: string): boolean {
  return ['name', 'properties', 'ago'].includes(key);
}
