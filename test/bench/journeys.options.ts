import { numberOf, parseOptions, text } from './wrong-option';

/** What a run of the bench may be told. */
export interface Options {
  /** How long each measurement of a round takes. */
  readonly seconds: number;
  readonly rounds: number;
  /** Journeys begun a second under the light load. */
  readonly rate: number;
  /** Journeys under way at once at saturation. */
  readonly atOnce: number;
  /** Api and worker as a process each; else in one process over one connection to Temporal, as `npm start` has them. */
  readonly apart: boolean;
  /** Where each process leaves a CPU profile; null = none. */
  readonly profiles: string | null;
}

export const HELP = `npm run bench -- journeys [options]

  --seconds N     how long each measurement of a round takes (10)
  --rounds N      alternating rounds of the control, the textbook and Jornada (3)
  --rate N        journeys begun a second under the light load (10)
  --at-once N     journeys under way at once at saturation (48)
  --apart         api and worker as a process each; without it in one process, as npm start has them
  --profiles DIR  every Node process leaves a CPU profile there

Takes about six minutes; shorter: --rounds 1 --seconds 3. What the figures mean: docs/benchmarks.md.
`;

const KNOWN = {
  seconds: text('10'),
  rounds: text('3'),
  rate: text('10'),
  'at-once': text('48'),
  apart: { type: 'boolean', default: false },
  profiles: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** @returns null where help is asked for @throws WrongOption */
export function readOptions(args: readonly string[]): Options | null {
  const values = parseOptions(args, KNOWN, HELP);
  if (values.help) return null;
  return {
    seconds: numberOf('seconds', values.seconds, 1, 600),
    rounds: numberOf('rounds', values.rounds, 1, 100),
    rate: numberOf('rate', values.rate, 1, 1_000),
    atOnce: numberOf('at-once', values['at-once'], 1, 1_000),
    apart: values.apart,
    profiles: values.profiles ?? null,
  };
}
