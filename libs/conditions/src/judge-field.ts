import { anyOf, judgeEqual, judgeListed, judgeOrder } from './compare-field';
import { judgeInstant, judgeWindow } from './date-field';
import type { Facts, Json } from './facts';
import type { FieldCondition } from './field-condition.schema';
import { readPath } from './path';
import { judgeAffix, judgeContains, judgeMatches } from './search-field';
import { opposite, type Verdict } from './verdict';
import { nameOf, shown } from './words';

/** Judges `{ field, op, value }`. A field that is not there, or is null, is missing. */
export function judgeField(condition: FieldCondition, facts: Facts): Verdict {
  const found = readPath(facts, condition.field);
  const name = nameOf(condition.field);
  return found === undefined || found === null
    ? judgeMissing(name, condition)
    : judgeFound(name, found, condition, facts);
}

/** What is missing matches nothing: only `missing`, `ne` and `notIn` hold. */
function judgeMissing(name: string, condition: FieldCondition): Verdict {
  const holds = condition.op === 'missing' || condition.op === 'ne' || condition.op === 'notIn';
  return { holds, because: `${name} is missing${otherThan(condition)}` };
}

function otherThan(condition: FieldCondition): string {
  if (condition.op === 'eq' || condition.op === 'ne') return `, not ${shown(condition.value)}`;
  if (condition.op === 'in' || condition.op === 'notIn') return `, not ${anyOf(condition.value)}`;
  return '';
}

function judgeFound(name: string, found: Json, condition: FieldCondition, facts: Facts): Verdict {
  switch (condition.op) {
    case 'eq':
      return judgeEqual(name, found, condition.value);
    case 'ne':
      return opposite(judgeEqual(name, found, condition.value));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return judgeOrder(name, found, condition.op, condition.value);
    case 'in':
      return judgeListed(name, found, condition.value);
    case 'notIn':
      return opposite(judgeListed(name, found, condition.value));
    case 'contains':
      return judgeContains(name, found, condition.value);
    case 'startsWith':
    case 'endsWith':
      return judgeAffix(name, found, condition.op, condition.value);
    case 'matches':
      return judgeMatches(name, found, condition.value);
    case 'exists':
      return { holds: true, because: `${name} is ${shown(found)}` };
    case 'missing':
      return { holds: false, because: `${name} is ${shown(found)}` };
    case 'before':
    case 'after':
      return judgeInstant(name, found, condition.op, condition.value, facts);
    case 'withinLast':
    case 'withinNext':
      return judgeWindow(name, found, condition.op, condition.value, facts);
  }
}
