import { semanticsOf } from './step-table';
import { kinds, type Step } from './steps/step.schema';

/** Whether people ever stand at a step of this kind: some kinds only send them on. A kind that is not known here may. */
export function holdsPeople(kind: string): boolean {
  const known = kinds.find((one) => one === kind);
  return known === undefined || semanticsOf({ kind: known } as Step).resume !== undefined;
}
