import { findUnknown } from './unknown-reference';
import type { Rule } from './rule';

/** Every audience that a step names exists in the workspace. */
export const unknownAudience: Rule = {
  name: 'unknown-audience',
  find: (journey, surroundings) => findUnknown('audience', journey, surroundings.audiences),
};
