import { readPath, shown, together, type Facts, type Json } from '#conditions';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';
import { isPathForm } from './path-form';

/**
 * Sets its variables and goes on at once. All values are read before any is set; where nothing is found at a path, the
 * variable is not there from then on.
 */
export const set: StepSemantics<StepOf['set']> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: () => false,
  sets: (step) =>
    Object.entries(step.set).map(([name, value]) => (isPathForm(value) ? { name } : { name, value })),
  reads: (step) =>
    Object.entries(step.set).flatMap(([name, value]) =>
      isPathForm(value) ? [{ path: value.path, at: ['set', name, 'path'] }] : [],
    ),
  arrive(step, { facts }) {
    const found = Object.entries(step.set).map(([name, value]) => ({ name, value: valueOf(value, facts) }));
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

function valueOf(value: Json, facts: Facts): Json | undefined {
  return isPathForm(value) ? readPath(facts, value.path) : value;
}
