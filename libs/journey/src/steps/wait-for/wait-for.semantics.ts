import { addDuration, evaluate, parseDuration } from '#conditions';
import { hears } from '../../hearing';
import { describeInstant } from '../../instants';
import { recallOf } from '../../recall';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

type WaitFor = StepOf['waitFor'];

/**
 * Rests until an event wins one of its paths, the first in the order of acceptance, or until its timeout. Events count
 * after arrival; engagement with what this run has sent counts from its claim, so one that has come already wins at once.
 */
export const waitFor: StepSemantics<WaitFor> = {
  edges: (step) => [
    ...step.paths.map(({ next }, index) => ({ at: ['paths', index, 'next'], next })),
    ...(step.onTimeout === undefined ? [] : [{ at: ['onTimeout'], next: step.onTimeout }]),
  ],
  // An event may come at once, but it has to come; a time that is none is no wait.
  takesTime: (step) => endOf(step, 0, 'UTC') !== 0,
  waitsForEver: (step) => step.timeout === undefined,
  reads: (step) =>
    step.paths.flatMap(({ key }, index) =>
      key === undefined ? [] : [{ path: key, at: ['paths', index, 'key'] }],
    ),
  leaves: ['path', 'event'],
  zone: (step) => step.zone,
  conditions: (step) =>
    step.paths.flatMap(({ where, event }, index) =>
      where ? [{ condition: where, at: ['paths', index, 'where'], of: event }] : [],
    ),
  recalls: (step, { run, facts }) => step.paths.flatMap((path) => recallOf(path, run, facts) ?? []),
  arrive(step, { run, facts, stepId, notes }) {
    const known = step.paths.find((path) => {
      const recalled = recallOf(path, run, facts);
      return recalled !== null && evaluate(recalled, facts).holds;
    });
    if (known) {
      const outputs = { path: known.name, event: null };
      const because = `takes '${known.name}': ${known.event} had come already`;
      return { kind: 'go', next: known.next, did: 'decided', because, outputs };
    }
    const until = endOf(step, facts.now, facts.zone);
    const events = [...new Set(step.paths.map((path) => path.event))].join(' or ');
    const rest = { kind: 'wait', since: facts.now, until, label: `wait for ${events} (${stepId})` } as const;
    const limit = until === null ? 'without limit' : `until ${describeInstant(until, facts.zone)} at most`;
    return { kind: 'rest', rest, because: [`waits for ${events}, ${limit}`, ...notes].join('; ') };
  },
  resume(step, _, resolution) {
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
    return { kind: 'go', next: path.next, did: 'decided', because: `takes '${path.name}'`, outputs };
  },
  hear: (step, occurrence, { run, facts }) =>
    step.paths.find((path) => hears(path, occurrence, run, facts).heard)?.name ?? null,
};

function endOf(step: WaitFor, now: number, zone: string): number | null {
  const timeout = step.timeout === undefined ? null : parseDuration(step.timeout);
  return timeout === null ? null : addDuration(now, timeout, zone);
}
