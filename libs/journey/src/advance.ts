import { missingNeeds, type JsonObject, type Need } from '#conditions';
import type { Command } from './command';
import { DEFAULT_VISITS, type Journey } from './journey.schema';
import type { LogEntry } from './log';
import type { Memory, Run, Settlement } from './run';
import { factsOfRun, standingOf, stepOf, visitOf, type View } from './standing';
import type { Step } from './steps/step.schema';
import type { Resolution, Standing, StepResult } from './steps/step.semantics';
import { semanticsOf } from './step-table';
import { earlier, exitHolding, needsOfWatched, nextLook, watchedBy } from './watching';

/** The state of the send a run rests on, as the ledger shows it. */
export type SendStanding =
  ({ readonly kind: 'settled' } & Settlement) | { readonly kind: 'open'; readonly until: number | null };

/** What the world looks like to one turn. */
export interface Situation extends View {
  /** The path that won the wait the run rests on, if one did. */
  readonly won: { readonly path: string; readonly event: string | null } | null;
  /** The send the run rests on, if it rests on one that exists. */
  readonly send: SendStanding | null;
  /** The variants that this person was given in this journey before, by step. */
  readonly variants?: Variants;
}

/** Names of the paths that a person was given by chance, by step. */
export type Variants = { readonly [step: string]: string };

/** How an enrollment ended. */
export interface End {
  readonly state: 'completed' | 'exited' | 'failed';
  readonly because: string;
}

/** One enrollment moved as far as it can go without waiting. */
export interface Turn {
  readonly run: Run;
  readonly log: readonly LogEntry[];
  readonly commands: readonly Command[];
  /** Null = it goes on resting (or moves). */
  readonly end: End | null;
  /** When to look again (epoch ms); null = only when something happens. Meaningless after the end. */
  readonly until: number | null;
  /** Counts of the person's history without which nothing can be decided; then nothing has moved: load them, and ask again. */
  readonly needs: readonly Need[];
  /** Variants that the person was given in this turn, to be kept. */
  readonly variants: Variants;
}

/**
 * Moves one enrollment as far as it can go now: wakes it from what it rests on, if that is over, and runs every step
 * up to the next rest or the end. Pure: the same run and situation always give the same turn; a run that cannot move
 * comes back unchanged, without log and commands.
 */
export function advance(journey: Journey, run: Run, situation: Situation): Turn {
  const log: LogEntry[] = [];
  const most = journey.limits?.visits ?? DEFAULT_VISITS;
  let variants: Variants = {};
  const end = (state: End['state'], because: string): Turn =>
    ended(at, log, situation, { state, because }, variants);
  let at = run;
  for (;;) {
    const step = stepOf(journey, at.step);
    if (!step) {
      return end('exited', `step '${at.step}' is not in the journey`);
    }
    const watched = watchedBy(journey, at, situation);
    const unknown = needsOfWatched(watched);
    if (unknown.length > 0) return needing(run, unknown);
    const exit = watched.length === 0 ? null : exitHolding(journey, factsOfRun(journey, at, situation));
    if (exit !== null) return end('exited', exit);
    const resolution = at.rest === null ? null : resolve(journey, step, at, situation);
    if (resolution === 'open') return resting(at, log, situation, nextLook(watched));
    if (resolution === null) {
      at = visited(at);
      if (visitOf(at) > most) {
        return end('failed', `step '${at.step}' was visited more than ${most} times`);
      }
    }
    const variant = variantAt(at.step, variants) ?? variantAt(at.step, situation.variants);
    const standing = { ...standingOf(journey, at, situation), variant };
    const needs = resolution === null ? needsOnArrival(step, standing) : [];
    if (needs.length > 0) return needing(run, needs);
    const result =
      resolution === null ? semanticsOf(step).arrive(step, standing) : resume(step, standing, resolution);
    log.push(entryOf(step, standing, result));
    switch (result.kind) {
      case 'exit':
        return end('exited', result.because);
      case 'fail':
        return end('failed', result.because);
      case 'rest': {
        const rested = { ...at, rest: result.rest };
        const until = result.rest.kind === 'wait' ? result.rest.until : null;
        const look = nextLook(watchedBy(journey, rested, situation));
        const commands = result.commands ?? [];
        return { run: rested, log, commands, end: null, until: earlier(until, look), needs: [], variants };
      }
      case 'go':
        if (result.variant !== undefined) variants = { ...variants, [at.step]: result.variant };
        at = { ...at, rest: null, memory: remember(at, result) };
        if (result.next === null) {
          return end('completed', 'reached the end of the journey');
        }
        at = { ...at, step: result.next };
    }
  }
}

function resolve(journey: Journey, step: Step, run: Run, situation: Situation): Resolution | 'open' {
  const { rest } = run;
  if (rest?.kind === 'send') return situation.send?.kind === 'settled' ? situation.send : 'open';
  if (rest?.kind === 'record')
    return rest.recorded === null ? 'open' : { kind: 'recorded', ...rest.recorded };
  if (situation.won) return { kind: 'won', ...situation.won };
  if (rest && rest.until !== null && rest.until <= situation.now) return { kind: 'elapsed' };
  const path = semanticsOf(step).see?.(step, standingOf(journey, run, situation)) ?? null;
  return path === null ? 'open' : { kind: 'won', path, event: null };
}

/** Nothing can be decided yet, so nothing has moved. */
function needing(run: Run, needs: readonly Need[]): Turn {
  return { run, log: [], commands: [], end: null, until: null, needs, variants: {} };
}

function needsOnArrival(step: Step, standing: Standing): readonly Need[] {
  const semantics = semanticsOf(step);
  const judged = (semantics.conditions?.(step) ?? []).flatMap(({ condition, of }) =>
    of === undefined ? [condition] : [],
  );
  const recalled = semantics.recalls?.(step, standing) ?? [];
  return [...judged, ...recalled].flatMap((condition) => missingNeeds(condition, standing.facts));
}

function resume(step: Step, standing: Standing, resolution: Resolution): StepResult {
  const semantics = semanticsOf(step);
  if (!semantics.resume) {
    throw new Error(`a step of kind '${step.kind}' rested, but does not say how it goes on`);
  }
  return semantics.resume(step, standing, resolution);
}

function variantAt(step: string, variants: Variants = {}): string | undefined {
  return Object.hasOwn(variants, step) ? variants[step] : undefined;
}

function visited(run: Run): Run {
  const visits = { ...run.memory.visits, [run.step]: visitOf(run) + 1 };
  return { ...run, memory: { ...run.memory, visits } };
}

function remember(run: Run, { outputs, variables }: Extract<StepResult, { kind: 'go' }>): Memory {
  const memory = variables ? { ...run.memory, variables } : run.memory;
  return outputs ? { ...memory, outputs: { ...memory.outputs, [run.step]: outputs } } : memory;
}

function entryOf(step: Step, standing: Standing, result: StepResult): LogEntry {
  const did = result.kind === 'go' ? result.did : result.kind === 'rest' ? 'rested' : 'decided';
  const entry = {
    at: standing.facts.now,
    step: standing.stepId,
    kind: step.kind,
    visit: standing.visit,
    did,
    because: result.because,
  };
  const detail = detailOf(result);
  return detail ? { ...entry, detail } : entry;
}

/** What a log row says beside its words: the path that was taken is in it, so that reports can count paths. */
function detailOf(result: StepResult): JsonObject | undefined {
  if (result.kind === 'exit' || result.kind === 'fail') return undefined;
  const path = result.kind === 'go' ? result.outputs?.['path'] : undefined;
  return typeof path === 'string' ? { ...result.detail, path } : result.detail;
}

function ended(run: Run, log: LogEntry[], { now }: Situation, end: End, variants: Variants): Turn {
  log.push({ at: now, step: run.step, kind: null, visit: visitOf(run), did: 'ended', because: end.because });
  return { run: { ...run, rest: null }, log, commands: [], end, until: null, needs: [], variants };
}

/** Nothing to do now: what it rests on is not over. `look`: when something may become of it by time alone. */
function resting(run: Run, log: LogEntry[], { send }: Situation, look: number | null): Turn {
  const until = run.rest?.kind === 'wait' ? run.rest.until : send?.kind === 'open' ? send.until : null;
  return { run, log, commands: [], end: null, until: earlier(until, look), needs: [], variants: {} };
}
