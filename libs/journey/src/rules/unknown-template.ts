import { findUnknown } from './unknown-reference';
import type { Rule } from './rule';

/** Every template that a step names exists in the workspace. */
export const unknownTemplate: Rule = {
  name: 'unknown-template',
  find: (journey, surroundings) => findUnknown('template', journey, surroundings.templates),
};
