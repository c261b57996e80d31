import type { SimulatedEnrollment } from '#journey';

/** The steps that somebody came to, in order; a step of a loop as often as they came to it. */
export function stepsOf({ log }: Pick<SimulatedEnrollment, 'log'>): readonly string[] {
  const steps: { readonly step: string; readonly visit: number }[] = [];
  for (const { step, visit, did } of log) {
    if (step === null || did === 'entered') continue;
    const last = steps.at(-1);
    if (last?.step !== step || last.visit !== visit) steps.push({ step, visit });
  }
  return steps.map(({ step }) => step);
}
