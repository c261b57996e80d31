import { fillInEach } from '../../values/fill-in';
import { pathsInEach } from '../../values/paths-in';
import { askToRecord } from '../ask-to-record';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

/** Puts an event of the person on record, and goes on once it is. */
export const track: StepSemantics<StepOf['track']> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: () => false,
  reads: (step) => pathsInEach(step.properties ?? {}, ['properties']),
  arrive(step, standing) {
    const properties = fillInEach(step.properties ?? {}, standing.facts);
    if (properties === null) {
      const because = `'${step.event}' is not recorded: it would say too much`;
      return { kind: 'go', next: step.next, did: 'refused', because };
    }
    const said = { because: `records '${step.event}'`, label: `track ${step.event}` };
    return askToRecord(standing, { type: 'track', name: step.event, properties }, said);
  },
  resume: (step) => ({
    ...{ kind: 'go', next: step.next, did: 'decided' },
    because: `'${step.event}' is recorded`,
  }),
};
