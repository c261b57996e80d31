import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

/** Ends the enrollment here. */
export const exit: StepSemantics<StepOf['exit']> = {
  edges: () => [],
  takesTime: () => false,
  arrive: (step) => ({ kind: 'exit', because: step.reason }),
};
