import type { Utm } from './utm.schema';

/** What a step says of UTM, or else the journey: null = none; undefined = as the workspace says. */
export function mergeUtm(
  journey: Utm | null | undefined,
  step: Utm | null | undefined,
): Utm | null | undefined {
  if (step === undefined) return journey;
  return step && { ...journey, ...step };
}
