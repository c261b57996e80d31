import { TRIGGER_CALL } from '../../run';
import { fillInEach } from '../../values/fill-in';
import { pathsInEach } from '../../values/paths-in';
import { askToRecord } from '../ask-to-record';
import type { StepOf } from '../step.schema';
import type { StepResult, StepSemantics } from '../step.semantics';

type StartJourney = StepOf['startJourney'];

/** Puts a call for another journey on record, and goes on once it is decided, whether the person entered or not. */
export const startJourney: StepSemantics<StartJourney> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: () => false,
  references: (step) => [{ what: 'journey', key: step.journey, at: ['journey'] }],
  reads: (step) => pathsInEach(step.properties ?? {}, ['properties']),
  leaves: ['enrollment', 'reason'],
  arrive(step, standing) {
    const properties = fillInEach(step.properties ?? {}, standing.facts);
    if (properties === null) return refused(step, 'too-big', 'it would be told too much');
    const call = { journey: step.journey, key: null, by: standing.journey };
    const said = { because: `starts the journey '${step.journey}'`, label: `start ${step.journey}` };
    return askToRecord(standing, { type: 'trigger', name: TRIGGER_CALL, properties, call }, said);
  },
  resume(step, _, resolution) {
    if (resolution.kind !== 'recorded') throw new Error(`a start cannot be resumed by '${resolution.kind}'`);
    if (resolution.refused) return refused(step, resolution.refused.reason, resolution.refused.because);
    const { began } = resolution;
    return {
      ...{ kind: 'go', next: step.next, did: 'decided' },
      because: `the journey '${step.journey}' has begun`,
      outputs: { enrollment: began, reason: null },
      detail: { enrollmentId: began },
    };
  },
};

function refused({ journey, next }: StartJourney, reason: string, because: string): StepResult {
  return {
    ...{ kind: 'go', next, did: 'refused' },
    because: `the journey '${journey}' did not begin: ${because}`,
    outputs: { enrollment: null, reason },
    detail: { reason },
  };
}
