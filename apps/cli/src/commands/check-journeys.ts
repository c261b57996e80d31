import { checkJourney, readJourney, type Problem } from '#journey';
import type { Definitions, JourneyDefinition } from '../definitions/definitions';
import type { Place } from '../json/read-json';
import { imagine } from '../simulations/imagine';
import { judgeSimulation } from '../simulations/judge-simulation';
import { readSimulation } from '../simulations/read-simulation';
import { Complaint } from '../complaint';

/** A problem, and where in the file it is. */
export interface FoundProblem extends Problem, Place {}

/** A file that was checked. */
export interface CheckedFile {
  readonly file: string;
  /** Null where it is not even a journey. */
  readonly journey: string | null;
  readonly simulations: number;
  readonly problems: readonly FoundProblem[];
}

/** What there is beside the files: what a workspace has; null where none was asked. */
export interface Known {
  readonly templates: readonly string[];
  readonly topics: readonly string[];
  readonly audiences: readonly string[];
  readonly journeys: readonly string[];
  /** What the workspace finds in a journey. */
  readonly found: (journey: JourneyDefinition) => readonly Problem[];
}

/** What templates say, only a server can read. */
const ONLY_A_SERVER_FINDS = 'template-error';

/** References to things that a workspace may have: without asking one, nobody can say that it has not. */
const REFERENCES = /^unknown-(template|topic|audience|segment|journey)$/;

/** Every problem of the journeys, and of the files beside them. */
export function checkJourneys(
  definitions: Definitions,
  { known, now }: { readonly known: Known | null; readonly now: number },
): readonly CheckedFile[] {
  const keysOf = (all: readonly { readonly key: string }[]): readonly string[] => all.map(({ key }) => key);
  const surroundings = {
    templates: new Set([...keysOf(definitions.templates), ...(known?.templates ?? [])]),
    topics: new Set([...keysOf(definitions.topics), ...(known?.topics ?? [])]),
    audiences: new Set([...keysOf(definitions.audiences), ...(known?.audiences ?? [])]),
    journeys: new Set([...keysOf(definitions.journeys), ...(known?.journeys ?? [])]),
    // Which events come, only a server knows: where none is known, none is said to be strange.
    events: new Set<string>(),
    contents: new Map<string, never>(),
    now,
  };
  const faulty = definitions.faults.map(({ file, line, column, sentence, hint }) => {
    const problem = { rule: 'unreadable', severity: 'error', step: null, path: '' } as const;
    return {
      file,
      journey: null,
      simulations: 0,
      problems: [{ ...problem, line, column, sentence, hint }],
    };
  });
  const read = definitions.journeys.flatMap((definition) => checkOne(definition));
  return [...faulty, ...read];

  function checkOne(definition: JourneyDefinition): readonly CheckedFile[] {
    const { file, key, body, text, simulations } = definition;
    const reading = readJourney(body);
    const placed = (problem: Problem): FoundProblem => ({ ...problem, ...text.placeOf(problem.path) });
    if (reading.kind === 'not-a-journey')
      return [{ file, journey: null, simulations: 0, problems: reading.problems.map(placed) }];
    const { journey } = reading;
    const found = checkJourney(journey, surroundings).map((problem) =>
      known === null && REFERENCES.test(problem.rule) ? softened(problem) : problem,
    );
    const inContents = (known?.found(definition) ?? []).filter(({ rule }) => rule === ONLY_A_SERVER_FINDS);
    const problems = [...found, ...inContents];
    const ran = problems.some(({ severity }) => severity === 'error') ? [] : simulations;
    const failed = ran.flatMap((simulation): readonly CheckedFile[] => {
      const differences = failuresOf(() => {
        const wish = readSimulation(simulation.body, simulation.file);
        const told = imagine(journey, wish, { topics: definitions.topics, zone: 'UTC', now });
        return judgeSimulation(told, wish.expect ?? {});
      });
      if (differences.length === 0) return [];
      return [{ file: simulation.file, journey: key, simulations: 0, problems: differences.map(differs) }];
    });
    return [{ file, journey: key, simulations: ran.length, problems: problems.map(placed) }, ...failed];
  }
}

/** Nobody has looked whether the workspace has it. */
function softened(problem: Problem): Problem {
  return {
    ...problem,
    severity: 'warning',
    sentence: problem.sentence.replace('in this workspace', 'in these files'),
    hint: 'The workspace may have it: check with --workspace.',
  };
}

function failuresOf(judge: () => readonly string[]): readonly string[] {
  try {
    return judge();
  } catch (error) {
    if (error instanceof Complaint) return [error.sentence.replace(/\.$/, '')];
    throw error;
  }
}

/** What of a simulation is not as it is expected. */
function differs(sentence: string): FoundProblem {
  return {
    ...{ rule: 'simulation-differs', severity: 'error', step: null, path: '', line: 1, column: 1 },
    sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
    hint: 'Change the journey, or what the simulation expects of it.',
  };
}
