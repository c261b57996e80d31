import { type Facts, type JsonObject } from '#conditions';
import { chooseZone } from './choose-zone';
import type { Journey } from './journey.schema';
import type { Run } from './run';
import type { Step } from './steps/step.schema';
import type { Standing } from './steps/step.semantics';
import { semanticsOf } from './step-table';

/** What a run may look at, whatever made it look. Instants are epoch milliseconds. */
export interface View {
  readonly now: number;
  /** Attributes of the person as they are now. */
  readonly profile: JsonObject;
  /** The workspace's zone. */
  readonly zone: string;
  readonly counts: Facts['counts'];
  readonly fades?: Facts['fades'];
}

/** The step of that id; undefined where there is none. Ids such as `constructor` are steps like any other. */
export function stepOf(journey: Journey, id: string): Step | undefined {
  return Object.hasOwn(journey.steps, id) ? journey.steps[id] : undefined;
}

/** How often the run has visited the step at which it stands. */
export function visitOf(run: Run): number {
  return Object.hasOwn(run.memory.visits, run.step) ? (run.memory.visits[run.step] ?? 0) : 0;
}

/** What the run may look at now, where it stands: the live profile, its trigger event, and what its steps left. */
export function standingOf(journey: Journey, run: Run, view: View): Standing {
  const step = stepOf(journey, run.step);
  const { zone, notes } = chooseZone({
    step: step && semanticsOf(step).zone?.(step),
    journey: journey.zone,
    profile: view.profile,
    workspace: view.zone,
  });
  const facts = factsAt(run, view, zone);
  return { journey: journey.key, utm: journey.utm, stepId: run.step, visit: visitOf(run), run, facts, notes };
}

/** What the run may look at now, wherever it stands: the days are those of the journey or the person. */
export function factsOfRun(journey: Journey, run: Run, view: View): Facts {
  const wanted = { journey: journey.zone, profile: view.profile, workspace: view.zone };
  return factsAt(run, view, chooseZone(wanted).zone);
}

function factsAt(run: Run, { now, profile, counts, fades }: View, zone: string): Facts {
  const { properties } = run.trigger;
  const left = { run: run.memory.variables, steps: run.memory.outputs };
  return { now, zone, profile, trigger: properties, event: properties, ...left, counts, fades };
}
