import {
  addDuration,
  nextOpening,
  parseDuration,
  parsePath,
  readPath,
  type Duration,
  type Window,
} from '#conditions';
import { describeInstant, readInstant } from '../../instants';
import type { StepOf } from '../step.schema';
import type { Standing, StepResult, StepSemantics } from '../step.semantics';

type Wait = StepOf['wait'];

/** Holds until its time; the end is fixed when the person arrives. */
export const wait: StepSemantics<Wait> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  // A path or a date may be past already, a window open, and `0s` is no time at all.
  takesTime: (step) => step.for !== undefined && addDuration(0, durationOf(step.for), 'UTC') > 0,
  date: (step) => (step.until === undefined ? null : { text: step.until, at: ['until'] }),
  reads: (step) =>
    step.until !== undefined && parsePath(step.until) ? [{ path: step.until, at: ['until'] }] : [],
  zone: (step) => step.zone,
  arrive(step, standing) {
    const { facts, notes, stepId } = standing;
    const end = endOf(step, standing);
    if (end === null || end <= facts.now) return pass(step, standing, end);
    return {
      kind: 'rest',
      rest: { kind: 'wait', since: facts.now, until: end, label: labelOf(step, stepId) },
      because: [`waits until ${describeInstant(end, facts.zone)}`, ...notes].join('; '),
    };
  },
  resume: (step) => ({ kind: 'go', next: step.next, did: 'woken', because: reasonToWake(step) }),
};

/** When the wait is over (epoch ms); null where there is no instant to wait for. */
function endOf(step: Wait, { facts }: Standing): number | null {
  if (step.for !== undefined) return addDuration(facts.now, durationOf(step.for), facts.zone);
  if (step.window) return nextOpening(step.window, facts.now, facts.zone);
  const until = step.until ?? '';
  return readInstant(until, facts.zone) ?? readInstant(readPath(facts, until), facts.zone);
}

function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`the journey schema let through the duration '${text}'`);
  return duration;
}

/** There is nothing to wait for: goes on at once, or ends the enrollment where the step says so. */
function pass(step: Wait, { facts, notes }: Standing, end: number | null): StepResult {
  const isPast = end === null || end < facts.now;
  const because = [reasonToPass(step, end, facts.now, facts.zone), ...notes].join('; ');
  if (isPast && step.ifPast === 'exit') return { kind: 'exit', because };
  return { kind: 'go', next: step.next, did: 'decided', because: `${because}, so goes on at once` };
}

function reasonToPass(step: Wait, end: number | null, now: number, zone: string): string {
  if (end === null) return `there is no date at '${step.until ?? ''}'`;
  if (step.for !== undefined) return `${step.for} is no time`;
  if (step.window) return `the window ${hoursOf(step.window)} is open (${zone})`;
  return `${describeInstant(end, zone)} is ${end < now ? 'past' : 'now'}`;
}

function reasonToWake(step: Wait): string {
  if (step.for !== undefined) return `${step.for} is over`;
  return step.window ? `the window ${hoursOf(step.window)} has opened` : 'the instant has come';
}

/** A window in words: `09:00-18:00 on mon, tue`. */
function hoursOf({ days, from, to }: Window): string {
  return `${from}-${to}${days ? ` on ${days.join(', ')}` : ''}`;
}

/** What Temporal's page shows beside the timer: no personal data. */
function labelOf(step: Wait, stepId: string): string {
  if (step.for !== undefined) return `wait ${step.for} (${stepId})`;
  return step.window ? `wait for ${hoursOf(step.window)} (${stepId})` : `wait until (${stepId})`;
}
