import { numberOf, parseOptions, text } from '../wrong-option';

/** What a run of the bench may be told. */
export interface Options {
  /** How long each measurement of a round takes. */
  readonly seconds: number;
  readonly rounds: number;
  /** Events of a call, where they come in batches. */
  readonly batch: number;
  /** Calls under way at once: of batches, and of single events. */
  readonly atOnce: number;
  readonly singlesAtOnce: number;
  /** People who are there before anything is measured. */
  readonly profiles: number;
  /** Published journeys that listen to the events. */
  readonly journeys: number;
  /** Enrollments that wait for an event of the same name. */
  readonly waiting: number;
  /** Where each process leaves a CPU profile; null = none. */
  readonly cpuProfiles: string | null;
}

export const HELP = `npm run bench -- ingest [options]

  --seconds N          how long each measurement of a round takes (5)
  --rounds N           alternating rounds of the control and of Jornada (3)
  --batch N            events of a call, where they come in batches (100)
  --at-once N          calls with batches under way at once (8)
  --singles-at-once N  calls with single events under way at once (64)
  --profiles N         people who are there already (10000); inserted in bulk
  --journeys N         published journeys that listen to the events (0); one event in a thousand enters each
  --waiting N          enrollments that wait for an event of that name (0)
  --cpu-profiles DIR   every Node process leaves a CPU profile there

Takes about two minutes; shorter: --rounds 1 --seconds 3. What the figures mean: docs/benchmarks.md.
`;

const KNOWN = {
  seconds: text('5'),
  rounds: text('3'),
  batch: text('100'),
  'at-once': text('8'),
  'singles-at-once': text('64'),
  profiles: text('10000'),
  journeys: text('0'),
  waiting: text('0'),
  'cpu-profiles': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** @returns null where help is asked for @throws WrongOption */
export function readOptions(args: readonly string[]): Options | null {
  const values = parseOptions(args, KNOWN, HELP);
  if (values.help) return null;
  return {
    seconds: numberOf('seconds', values.seconds, 1, 600),
    rounds: numberOf('rounds', values.rounds, 1, 100),
    batch: numberOf('batch', values.batch, 2, 2_500),
    atOnce: numberOf('at-once', values['at-once'], 1, 1_000),
    singlesAtOnce: numberOf('singles-at-once', values['singles-at-once'], 1, 10_000),
    profiles: numberOf('profiles', values.profiles, 1_000, 10_000_000),
    journeys: numberOf('journeys', values.journeys, 0, 100),
    waiting: numberOf('waiting', values.waiting, 0, 1_000),
    cpuProfiles: values['cpu-profiles'] ?? null,
  };
}
