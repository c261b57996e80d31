import { readPath } from '#conditions';
import type { MembershipCommand } from '../../command';
import { sendIdOfVisit } from '../send-id-of-visit';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

type Audience = StepOf['audience'];

const said = {
  add: { asks: 'asks to be in', done: 'is in', not: 'was not put into' },
  remove: { asks: 'asks to be out of', done: 'is out of', not: 'was not taken out of' },
} as const;

/** Asks for a membership, and goes on once it is written, or refused. */
export const audience: StepSemantics<Audience> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: () => false,
  leaves: ['outcome', 'reason'],
  references: (step) => [{ what: 'audience', key: step.audience, at: ['audience'] }],
  arrive(step, standing) {
    const { facts, stepId, visit } = standing;
    const sendId = sendIdOfVisit(standing);
    const email = readPath(facts, 'profile.email');
    const membership: MembershipCommand = {
      ...{ kind: 'send', channel: 'audience', sendId, step: stepId, visit },
      ...{ audience: step.audience, do: step.do, email: typeof email === 'string' ? email : null },
    };
    return {
      kind: 'rest',
      rest: { kind: 'send', since: facts.now, sendId, label: `audience ${step.audience} (${stepId})` },
      because: `${said[step.do].asks} '${step.audience}'`,
      commands: [membership],
    };
  },
  resume(step, _, resolution) {
    if (resolution.kind !== 'settled')
      throw new Error(`an audience cannot be resumed by '${resolution.kind}'`);
    const { outcome, reason, because } = resolution;
    const outputs = { outcome, reason };
    const words = said[step.do];
    if (outcome === 'accepted') {
      return {
        ...{ kind: 'go', next: step.next, did: 'decided', outputs },
        because: `${words.done} '${step.audience}'`,
      };
    }
    const why = because ?? reason ?? outcome;
    return {
      ...{ kind: 'go', next: step.next, did: 'refused', outputs },
      because: `${words.not} '${step.audience}': ${why}`,
    };
  },
};
