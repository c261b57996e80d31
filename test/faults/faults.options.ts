import { numberOf, parseOptions, text, WrongOption } from '../bench/wrong-option';

/** What a run of the faults may be told. */
export interface FaultsOptions {
  readonly kills: number;
  readonly journeys: number;
  readonly seed: number;
  /** `short`: claims hold for eight seconds instead of ninety, sweepers look every second, nobody is away for long. */
  readonly pace: 'short' | 'production';
}

export const HELP = `npm run faults -- [options]

  --kills N      how often one of two APIs, two workers, Temporal and PostgreSQL is killed by SIGKILL (500);
                 pauses by SIGSTOP and restarts in order come beside them, one for about every third kill
  --journeys N   people brought into a journey meanwhile (10000)
  --seed N       what decides who does what, and who is struck when (1)
  --pace short   waits for less: claims hold for seconds, sweepers look every second (production)

A third through, Temporal's databases are copied; two thirds through, the copies are put back. Workflows are terminated
by hand all along. Ends with a line such as "0 lost, 0 twice"; the exit code is 0 where that is so and nothing else is
wrong. What it shows, and what came out: docs/reliability.md.
`;

const KNOWN = {
  kills: text('500'),
  journeys: text('10000'),
  seed: text('1'),
  pace: text('production'),
  help: { type: 'boolean', default: false },
} as const;

/** @returns null where help is asked for @throws WrongOption */
export function readOptions(args: readonly string[]): FaultsOptions | null {
  const values = parseOptions(args, KNOWN, HELP);
  if (values.help) return null;
  if (values.pace !== 'short' && values.pace !== 'production')
    throw new WrongOption('--pace is short or production.');
  return {
    kills: numberOf('kills', values.kills, 1, 100_000),
    journeys: numberOf('journeys', values.journeys, 1, 1_000_000),
    seed: numberOf('seed', values.seed, 0, 2 ** 31),
    pace: values.pace,
  };
}

/** The command that does the same again. */
export function commandOf({ kills, journeys, seed, pace }: FaultsOptions): string {
  const more = pace === 'production' ? '' : ` --pace ${pace}`;
  return `npm run faults -- --kills ${kills} --journeys ${journeys} --seed ${seed}${more}`;
}
