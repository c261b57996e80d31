import { findUnknown } from './unknown-reference';
import type { Rule } from './rule';

/** Every journey that a step starts exists in the workspace, be it as a draft; or it is this one. */
export const unknownJourney: Rule = {
  name: 'unknown-journey',
  find: (journey, { journeys }) => findUnknown('journey', journey, new Set([...journeys, journey.key])),
};
