import { kindOf, parsePath, type FieldCondition } from '#conditions';
import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import { comparisonsIn, conditionsOf } from './conditions-of';
import type { Rule } from './rule';

/** A value is compared with one of its own kind, where its kind is known: a number is never the same as a text. */
export const typeMismatch: Rule = {
  name: 'type-mismatch',
  find(journey) {
    const comparisons = conditionsOf(journey).flatMap((placed) => comparisonsIn(placed));
    const numbers = new Set(
      comparisons.flatMap(({ condition }) => (isOrder(condition) ? [condition.field] : [])),
    );
    return comparisons.flatMap(({ condition, at, step }) => {
      const said = otherKind(condition, journey) ?? quotedNumber(condition, numbers);
      return said ? [{ severity: 'warning', step, path: pointer(at), ...said }] : [];
    });
  },
};

interface Said {
  readonly sentence: string;
  readonly hint: string;
}

/** What the journey itself leaves at a path is compared with something that it never is. */
function otherKind(condition: FieldCondition, journey: Journey): Said | null {
  const [kinds, wanted] = [kindsLeftAt(condition.field, journey), kindsMeantBy(condition)];
  if (kinds.length === 0 || wanted.length === 0 || kinds.some((kind) => wanted.includes(kind))) return null;
  return {
    sentence: `'${condition.field}' is ${inWords(kinds)}, but is compared as ${inWords(wanted)} here.`,
    hint: 'Compare it with a value of its own kind, or read another path.',
  };
}

/** An attribute that is a number elsewhere is compared with a number in quotes. */
function quotedNumber(condition: FieldCondition, numbers: ReadonlySet<string>): Said | null {
  if (!condition.field.startsWith('profile.') || !numbers.has(condition.field)) return null;
  const quoted = valuesOf(condition).find(
    (value) => typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value),
  );
  if (quoted === undefined) return null;
  return {
    sentence: `'${condition.field}' is compared as a number elsewhere, but as the text '${quoted}' here: no number is a text.`,
    hint: `Write ${quoted} without quotes.`,
  };
}

/** The kinds of value that the journey leaves at a path; none where that is not known. */
function kindsLeftAt(path: string, journey: Journey): readonly string[] {
  const parsed = parsePath(path);
  const [name = '', output, ...inside] = parsed?.keys ?? [];
  if (parsed?.root === 'run' && output === undefined) {
    const settings = Object.values(journey.steps).flatMap((step) => semanticsOf(step).sets?.(step) ?? []);
    const values = settings.filter((setting) => setting.name === name).map(({ value }) => value);
    if (values.includes(undefined)) return [];
    return values.flatMap((value) => (value === undefined || value === null ? [] : [kindOf(value)]));
  }
  const step = parsed?.root === 'steps' && inside.length === 0 ? stepOf(journey, name) : undefined;
  // All that steps leave is text, so far.
  return step && semanticsOf(step).leaves?.some((one) => one === output) ? ['text'] : [];
}

/** The kinds of value of which a comparison can hold; none where any will do. */
function kindsMeantBy(condition: FieldCondition): readonly string[] {
  switch (condition.op) {
    case 'exists':
    case 'missing':
      return [];
    case 'contains':
      return ['text', 'a list'];
    case 'eq':
    case 'ne':
    case 'in':
    case 'notIn':
      return valuesOf(condition).map((value) => kindOf(value));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return ['a number'];
    case 'startsWith':
    case 'endsWith':
    case 'matches':
    case 'before':
    case 'after':
    case 'withinLast':
    case 'withinNext':
      return ['text'];
  }
}

function isOrder({ op }: FieldCondition): boolean {
  return op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte';
}

/** The values with which a field is compared for being the same. */
function valuesOf(condition: FieldCondition): readonly (string | number | boolean)[] {
  if (condition.op === 'eq' || condition.op === 'ne') return [condition.value];
  return condition.op === 'in' || condition.op === 'notIn' ? condition.value : [];
}

function inWords(kinds: readonly string[]): string {
  return [...new Set(kinds)].join(' or ');
}
