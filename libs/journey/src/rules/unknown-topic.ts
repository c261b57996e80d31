import { findUnknown } from './unknown-reference';
import type { Rule } from './rule';

/** Every topic that a step names exists in the workspace. */
export const unknownTopic: Rule = {
  name: 'unknown-topic',
  find: (journey, surroundings) => findUnknown('topic', journey, surroundings.topics),
};
