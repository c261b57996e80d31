import * as semantics from './steps/semantics';
import type { Step } from './steps/step.schema';
import type { SemanticsTable, StepSemantics } from './steps/step.semantics';

const table: SemanticsTable = semantics;

/** The meaning of a step's kind. */
export function semanticsOf(step: Step): StepSemantics<Step> {
  // A step and the semantics under its own kind always fit; TypeScript cannot see that through the union.
  return table[step.kind] as unknown as StepSemantics<Step>;
}
