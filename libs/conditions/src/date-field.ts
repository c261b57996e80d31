import type { Facts, Json } from './facts';
import { instantOf } from './instant';
import { verdict, type Verdict } from './verdict';
import { isInWindow, type WindowOp } from './window';
import { kindOf, shortened, shown } from './words';

/** `before after`: a date against a date; a day alone begins at midnight in the person's zone. */
export function judgeInstant(
  name: string,
  found: Json,
  op: 'before' | 'after',
  value: string,
  facts: Facts,
): Verdict {
  const at = dateIn(found, facts);
  if (at === null) return noDate(name, found);
  const edge = instantOf(value, facts.zone) ?? Number.NaN;
  const is = `${name} is ${shortened(String(found))}`;
  return verdict(
    op === 'before' ? at < edge : at > edge,
    `${is}, ${op} ${value}`,
    `${is}, not ${op} ${value}`,
  );
}

/** `withinLast withinNext`: a date that lies so far from now at most, on that side of it. */
export function judgeWindow(name: string, found: Json, op: WindowOp, within: string, facts: Facts): Verdict {
  const at = dateIn(found, facts);
  if (at === null) return noDate(name, found);
  const words = `within the ${op === 'withinLast' ? 'last' : 'next'} ${within}`;
  const is = `${name} is ${shortened(String(found))}`;
  return verdict(isInWindow(facts.now, at, op, within, facts.zone), `${is}, ${words}`, `${is}, not ${words}`);
}

function dateIn(found: Json, facts: Facts): number | null {
  return typeof found === 'string' ? instantOf(found, facts.zone) : null;
}

function noDate(name: string, found: Json): Verdict {
  const kind = typeof found === 'string' ? '' : ` (${kindOf(found)})`;
  return { holds: false, because: `${name} is ${shown(found)}${kind}, not a date` };
}
