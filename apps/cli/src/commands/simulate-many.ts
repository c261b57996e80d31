import { randomUUID } from 'node:crypto';
import type { Journey, Simulation } from '#journey';
import { imagine } from '../simulations/imagine';
import type { SimulationFile } from '../simulations/simulation-file.schema';
import { stepsOf } from '../simulations/steps-of';
import type { Definition } from '../definitions/definitions';
import { withProgress } from '../terminal/progress';
import { table } from '../terminal/table';
import type { Told } from '../told';
import { count, percent } from '../words';
import type { Context } from './context';

interface Crowd {
  readonly people: number;
  readonly seed: string | undefined;
  readonly zone: string;
  readonly topics: readonly Definition[];
}

/** Paths told at most; the others are told as a sum. */
const MOST_PATHS = 20;
/** People imagined before the terminal gets its turn. */
const AT_ONCE = 500;

/** Imagines many people, each by a seed of their own, and tells the share of each path. */
export async function simulateMany(
  { terminal, style }: Context,
  journey: Journey,
  wish: SimulationFile,
  { people, seed = randomUUID().slice(0, 8), zone, topics }: Crowd,
): Promise<Told> {
  const setting = { topics, zone, now: terminal.now() };
  const paths = new Map<string, number>();
  let done = 0;
  await withProgress(
    terminal,
    () => `Imagined ${done} of ${people} people`,
    async () => {
      for (; done < people; done++) {
        const path = pathOf(imagine(journey, { ...wish, seed: `${seed}-${done + 1}` }, setting));
        paths.set(path, (paths.get(path) ?? 0) + 1);
        if (done % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },
  );
  const sorted = [...paths].toSorted(([one, a], [other, b]) => b - a || one.localeCompare(other));
  const told = sorted.slice(0, MOST_PATHS);
  const others = sorted.slice(MOST_PATHS);
  const rest = others.reduce((sum, [, many]) => sum + many, 0);
  return {
    json: {
      journey: journey.key,
      people,
      seed,
      paths: sorted.map(([path, many]) => ({ path, people: many, share: many / people })),
    },
    lines: [
      `${style.strong(journey.key)}: ${count(people, 'person', 'people')} by the seed '${seed}'`,
      '',
      ...table(
        ['>share', '>people', 'path'],
        [
          ...told.map(([path, many]) => [percent(many, people), String(many), path]),
          ...(rest > 0 ? [[percent(rest, people), String(rest), `${others.length} more paths`]] : []),
        ],
      ),
    ],
  };
}

/** The way of somebody through a journey, in a line. */
function pathOf({ enrollments, refusals }: Simulation): string {
  const [enrollment] = enrollments;
  if (!enrollment) return `not entered: ${refusals.at(-1)?.because ?? ''}`;
  const { state, because } = enrollment;
  const end = state === 'exited' || state === 'failed' ? `${state}: ${because ?? ''}` : state;
  return [...stepsOf(enrollment), end].join(' → ');
}
