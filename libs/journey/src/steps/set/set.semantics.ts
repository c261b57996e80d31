import { shown, together } from '#conditions';
import { fillIn } from '../../values/fill-in';
import { pathsIn, pathsInEach } from '../../values/paths-in';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';

/**
 * Sets its variables and goes on at once. All values are read before any is set; where nothing is found at a path, the
 * variable is not there from then on.
 */
export const set: StepSemantics<StepOf['set']> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: () => false,
  sets: (step) =>
    Object.entries(step.set).map(([name, value]) => (pathsIn(value).length > 0 ? { name } : { name, value })),
  reads: (step) => pathsInEach(step.set, ['set']),
  arrive(step, { facts }) {
    const found = Object.entries(step.set).map(([name, value]) => ({ name, value: fillIn(value, facts) }));
    const kept = Object.entries(facts.run).filter(([name]) => !Object.hasOwn(step.set, name));
    const given = found.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
    const because = together(
      found.map(
        ({ name, value }) => `${name} is ${value === undefined ? 'missing' : shown(value)} from now on`,
      ),
    );
    const variables = Object.fromEntries([...kept, ...given]);
    return { kind: 'go', next: step.next, did: 'decided', because, variables };
  },
};
