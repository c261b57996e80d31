import { deriveId, placeOf } from '../../ids';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

type Split = StepOf['split'];

/**
 * Goes on at once. Who has been given a path here keeps it, as long as there is one of that name; who comes for the
 * first time is given one by where the hash of journey, step and person falls among the shares.
 */
export const split: StepSemantics<Split> = {
  edges: (step) => step.paths.map(({ next }, index) => ({ at: ['paths', index, 'next'], next })),
  takesTime: () => false,
  leaves: ['path'],
  shares: (step) => step.paths.map(({ share }) => share),
  arrive(step, standing) {
    const kept = step.paths.find(({ name }) => name === standing.variant);
    if (kept) {
      const outputs = { path: kept.name };
      return { kind: 'go', next: kept.next, did: 'decided', because: `takes '${kept.name}' again`, outputs };
    }
    const path = choosePath(
      step,
      placeOf(deriveId('split', standing.journey, standing.stepId, standing.run.profileId)),
    );
    if (!path) throw new Error('the journey schema let through a split without paths');
    const { name, share, next } = path;
    const because = `takes '${name}', one of ${step.paths.length} variants (${share} %)`;
    return { kind: 'go', next, did: 'decided', because, outputs: { path: name }, variant: name };
  },
};

/** The path in whose share a place lies. Shares that do not total 100, as drafts may have them, are taken in proportion. */
function choosePath({ paths }: Split, place: number): Split['paths'][number] | undefined {
  let left = place * paths.reduce((total, { share }) => total + share, 0);
  return paths.find(({ share }) => (left -= share) < 0) ?? paths.at(-1);
}
