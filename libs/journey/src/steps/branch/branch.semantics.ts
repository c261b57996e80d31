import { evaluate } from '#conditions';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

/** Goes on at once, by the first condition that holds. */
export const branch: StepSemantics<StepOf['branch']> = {
  edges: (step) => [
    ...step.paths.map(({ next }, index) => ({ at: ['paths', index, 'next'], next })),
    { at: ['otherwise'], next: step.otherwise },
  ],
  takesTime: () => false,
  leaves: ['path', 'because'],
  conditions: (step) => step.paths.map((path, index) => ({ condition: path.if, at: ['paths', index, 'if'] })),
  arrive(step, { facts }) {
    const missed: string[] = [];
    for (const { name, if: condition, next } of step.paths) {
      const { holds, because } = evaluate(condition, facts);
      if (!holds) {
        missed.push(because);
        continue;
      }
      const words = `takes '${name}': ${because}`;
      return { kind: 'go', next, did: 'decided', because: words, outputs: { path: name, because } };
    }
    const because = missed.join('; ');
    const words = `takes none of its paths: ${because}`;
    return {
      kind: 'go',
      next: step.otherwise,
      did: 'decided',
      because: words,
      outputs: { path: null, because },
    };
  },
};
