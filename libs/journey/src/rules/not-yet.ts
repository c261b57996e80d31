import { readsOf, type Condition } from '#conditions';
import { pointer, type Problem } from '../problem';
import type { Rule } from './rule';

/** What the language has, but no code serves yet, is refused by name, never accepted in silence. */
export const notYet: Rule = {
  name: 'not-yet',
  find(journey) {
    const conditions: readonly { where: Condition | undefined; at: readonly PropertyKey[] }[] = [
      { where: 'where' in journey.trigger ? journey.trigger.where : undefined, at: ['trigger', 'where'] },
      ...(journey.exit ?? []).map((rule, index) => ({ where: rule.where, at: ['exit', index, 'where'] })),
      { where: journey.goal?.where, at: ['goal', 'where'] },
    ];
    return [
      ...('api' in journey.trigger ? [refuse('A trigger by API', ['trigger', 'api'])] : []),
      ...conditions.flatMap(({ where, at }) => (where && readsSegment(where) ? [refuse('A condition on a segment', at)] : [])),
    ];
  },
};

function readsSegment(condition: Condition): boolean {
  return readsOf(condition).some((read) => read.startsWith('segment:'));
}

function refuse(what: string, at: readonly PropertyKey[]): Omit<Problem, 'rule'> {
  return {
    severity: 'error',
    step: null,
    path: pointer(at),
    sentence: `${what} is part of the language, but is not served yet.`,
    hint: 'Leave it out until a later release.',
  };
}
