import { addDuration, evaluate, parseDuration, type Facts } from '#conditions';
import { isTouched } from '../../change';
import { hears } from '../../hearing';
import { describeInstant } from '../../instants';
import { recallOf } from '../../recall';
import type { StepOf } from '../step.schema';
import type { Standing, StepCondition, StepSemantics } from '../step.semantics';

type WaitFor = StepOf['waitFor'];
type Path = WaitFor['paths'][number];

/**
 * Rests until one of its paths is won, or until its timeout. Conditions win as soon as they hold, also on arrival.
 * Events count after arrival, in the order of acceptance; engagement with what this run has sent counts from its claim,
 * so one that has come already wins on arrival. Of several paths that are won at once, the first in the list.
 */
export const waitFor: StepSemantics<WaitFor> = {
  edges: (step) => [
    ...step.paths.map((path, index) => ({
      ...{ at: ['paths', index, 'next'], next: path.next },
      ...('if' in path && { atOnce: true }),
    })),
    ...(step.onTimeout === undefined ? [] : [{ at: ['onTimeout'], next: step.onTimeout }]),
  ],
  // An event may come at once, but it has to come; a time that is none is no wait.
  takesTime: (step) => endOf(step, 0, 'UTC') !== 0,
  waitsForEver: (step) => step.timeout === undefined,
  reads: (step) =>
    listenersOf(step).flatMap(({ key, at }) =>
      key === undefined ? [] : [{ path: key, at: [...at, 'key'] }],
    ),
  leaves: ['path', 'event'],
  zone: (step) => step.zone,
  listens: listenersOf,
  conditions: (step) => [
    ...step.paths.flatMap((path, index): readonly StepCondition[] =>
      'if' in path ? [{ condition: path.if, at: ['paths', index, 'if'] }] : [],
    ),
    ...listenersOf(step).flatMap(({ where, event, at }): readonly StepCondition[] =>
      where ? [{ condition: where, at: [...at, 'where'], of: event }] : [],
    ),
  ],
  recalls: (step, { run, facts }) =>
    step.paths.flatMap((path) => ('event' in path ? (recallOf(path, run, facts) ?? []) : [])),
  watches: (step) => step.paths.flatMap((path) => ('if' in path ? [path.if] : [])),
  arrive(step, standing) {
    const { facts, stepId, notes } = standing;
    for (const path of step.paths) {
      const because = whyWonOnArrival(path, standing);
      if (because === null) continue;
      const outputs = { path: path.name, event: null };
      return {
        kind: 'go',
        next: path.next,
        did: 'decided',
        because: `takes '${path.name}': ${because}`,
        outputs,
      };
    }
    const until = endOf(step, facts.now, facts.zone);
    const awaited = [...new Set(step.paths.map((path) => ('event' in path ? path.event : `'${path.name}'`)))];
    const words = awaited.join(' or ');
    const rest = { kind: 'wait', since: facts.now, until, label: `wait for ${words} (${stepId})` } as const;
    const limit = until === null ? 'without limit' : `until ${describeInstant(until, facts.zone)} at most`;
    return { kind: 'rest', rest, because: [`waits for ${words}, ${limit}`, ...notes].join('; ') };
  },
  resume(step, { facts }, resolution) {
    if (resolution.kind === 'elapsed') {
      const because = `nothing of it happened within ${step.timeout ?? 'its time'}`;
      return {
        kind: 'go',
        next: step.onTimeout ?? null,
        did: 'woken',
        because,
        outputs: { path: null, event: null },
      };
    }
    if (resolution.kind !== 'won') throw new Error(`a waitFor cannot be resumed by '${resolution.kind}'`);
    const path = step.paths.find(({ name }) => name === resolution.path);
    if (!path) return { kind: 'exit', because: `'${resolution.path}' is not one of its paths any more` };
    const outputs = { path: path.name, event: resolution.event };
    const why = resolution.event === null && 'if' in path ? `: ${evaluate(path.if, facts).because}` : '';
    return { kind: 'go', next: path.next, did: 'decided', because: `takes '${path.name}'${why}`, outputs };
  },
  hear: (step, { occurrence, isNews, change }, { run, facts }) =>
    step.paths.find((path) => {
      if ('if' in path) return isTouched(path.if, change) && evaluate(path.if, facts).holds;
      return isNews && hears(path, occurrence, run, judging(facts, occurrence.properties)).heard;
    })?.name ?? null,
  see: (step, { facts }) =>
    step.paths.find((path) => 'if' in path && evaluate(path.if, facts).holds)?.name ?? null,
  restart(step, { occurrence, isNews }, { run, facts }) {
    if (!isNews) return null;
    const judged = judging(facts, occurrence.properties);
    const isMeant = step.resetOn?.some((listener) => hears(listener, occurrence, run, judged).heard) ?? false;
    return isMeant ? endOf(step, facts.now, facts.zone) : null;
  },
};

/** Everything that listens for an event here, and where it is written. */
function listenersOf(step: WaitFor) {
  return [
    ...step.paths.flatMap((path, index) => ('event' in path ? [{ ...path, at: ['paths', index] }] : [])),
    ...(step.resetOn ?? []).map((listener, index) => ({ ...listener, at: ['resetOn', index] })),
  ];
}

/** Why a path is won by what is so, or has come, already; null where it is not. */
function whyWonOnArrival(path: Path, { run, facts }: Standing): string | null {
  if ('if' in path) {
    const { holds, because } = evaluate(path.if, facts);
    return holds ? because : null;
  }
  const recalled = recallOf(path, run, facts);
  return recalled !== null && evaluate(recalled, facts).holds ? `${path.event} had come already` : null;
}

function judging(facts: Facts, event: Facts['event']): Facts {
  return { ...facts, event };
}

function endOf(step: WaitFor, now: number, zone: string): number | null {
  const timeout = step.timeout === undefined ? null : parseDuration(step.timeout);
  return timeout === null ? null : addDuration(now, timeout, zone);
}
