import { numberOf, parseOptions, text, WrongOption } from '../wrong-option';

/** What a run of the bench may be told. */
export interface Options {
  /** Open enrollments at each level, from the fewest to the most. */
  readonly levels: readonly number[];
  /** Timers that become due at one instant. */
  readonly burst: number;
  /** How long each load at a level takes. */
  readonly seconds: number;
  /** Journeys under way at once in that load. */
  readonly atOnce: number;
}

export const HELP = `npm run bench -- scale [options]

  --levels N,N,...  open enrollments at which everything is measured (1000,10000,100000)
  --burst N         timers that become due at one instant, on top of the most (20000)
  --seconds N       how long each load takes (10)
  --at-once N       journeys under way at once in it (48)

Half an hour on two cores. In five minutes: --levels 1000,10000 --burst 5000 --seconds 6.
What the figures mean: docs/benchmarks.md.
`;

const KNOWN = {
  levels: text('1000,10000,100000'),
  burst: text('20000'),
  seconds: text('10'),
  'at-once': text('48'),
  help: { type: 'boolean', default: false },
} as const;

/** @returns null where help is asked for @throws WrongOption */
export function readOptions(args: readonly string[]): Options | null {
  const values = parseOptions(args, KNOWN, HELP);
  if (values.help) return null;
  const levels = values.levels.split(',').map((level) => numberOf('levels', level, 100, 1_000_000));
  if (levels.length < 2 || levels.some((level, place) => place > 0 && level <= (levels[place - 1] ?? 0)))
    throw new WrongOption('--levels are two or more numbers, each more than the one before: 1000,10000.');
  return {
    levels,
    burst: numberOf('burst', values.burst, 10, 100_000),
    seconds: numberOf('seconds', values.seconds, 1, 600),
    atOnce: numberOf('at-once', values['at-once'], 1, 1_000),
  };
}
