import { addDuration, isZone, parseDuration, readPath } from '#conditions';
import { describeInstant, readInstant } from '../../instants';
import type { StepOf } from '../step.schema';
import type { Standing, StepResult, StepSemantics } from '../step.semantics';

type Wait = StepOf['wait'];

/** Holds until its time; the end is fixed when the person arrives. */
export const wait: StepSemantics<Wait> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: (step) => step.for !== undefined,
  zone: (step) => step.zone,
  arrive(step, standing) {
    const notes = [...standing.notes];
    const zone = zoneOf(step, standing, notes);
    const end = step.for === undefined ? untilInstant(step, standing) : endOf(step.for, standing, zone);
    if (end === null || end <= standing.facts.now) return pass(step, standing, end, zone, notes);
    const rest = { kind: 'wait', since: standing.facts.now, until: end, label: labelOf(step, standing) } as const;
    const because = [`waits until ${describeInstant(end, zone)}`, ...notes].join('; ');
    return { kind: 'rest', rest, because };
  },
  resume: (step) => ({
    kind: 'go',
    next: step.next,
    did: 'woken',
    because: step.for === undefined ? 'the instant has come' : `${step.for} is over`,
  }),
};

function zoneOf(step: Wait, standing: Standing, notes: string[]): string {
  if (step.zone === undefined) return standing.facts.zone;
  if (isZone(step.zone)) return step.zone;
  notes.push(`zone '${step.zone}' does not exist, so ${standing.facts.zone} is used`);
  return standing.facts.zone;
}

function endOf(duration: string, standing: Standing, zone: string): number {
  const parsed = parseDuration(duration);
  if (!parsed) throw new Error(`the journey schema let through the duration '${duration}'`);
  return addDuration(standing.facts.now, parsed, zone);
}

function untilInstant(step: Wait, standing: Standing): number | null {
  const written = step.until ?? '';
  return readInstant(written) ?? readInstant(readPath(standing.facts, written));
}

function pass(step: Wait, standing: Standing, end: number | null, zone: string, notes: string[]): StepResult {
  const what =
    end === null
      ? `there is no instant at '${step.until ?? ''}'`
      : `${describeInstant(end, zone)} is not after now`;
  const because = [what, ...notes].join('; ');
  if (step.ifPast === 'exit' && end !== standing.facts.now) return { kind: 'exit', because };
  return { kind: 'go', next: step.next, did: 'decided', because: `${because}, so goes on at once` };
}

/** What Temporal's page shows beside the timer: no personal data. */
function labelOf(step: Wait, standing: Standing): string {
  return step.for === undefined ? `wait until (${standing.stepId})` : `wait ${step.for} (${standing.stepId})`;
}
