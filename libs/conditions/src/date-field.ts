import type { Facts, Json } from './facts';
import { instantOf } from './instant';
import { verdict, type Verdict } from './verdict';
import { isInWindow, type WindowOp } from './window';
import { kindOf, shown } from './words';

/** `before after`: a date against a date; a day alone begins at midnight in the person's zone. */
export function judgeInstant(
  name: string,
  found: Json,
  op: 'before' | 'after',
  value: string,
  facts: Facts,
): Verdict {
  const date = dateIn(found, facts);
  if (date === null) return noDate(name, found);
  const edge = instantOf(value, facts.zone) ?? Number.NaN;
  const is = `${name} is ${date.written}`;
  return verdict(
    op === 'before' ? date.at < edge : date.at > edge,
    `${is}, ${op} ${value}`,
    `${is}, not ${op} ${value}`,
  );
}

/** `withinLast withinNext`: a date that lies so far from now at most, on that side of it. */
export function judgeWindow(name: string, found: Json, op: WindowOp, within: string, facts: Facts): Verdict {
  const date = dateIn(found, facts);
  if (date === null) return noDate(name, found);
  const words = `within the ${op === 'withinLast' ? 'last' : 'next'} ${within}`;
  const is = `${name} is ${date.written}`;
  return verdict(
    isInWindow(facts.now, date.at, op, within, facts.zone),
    `${is}, ${words}`,
    `${is}, not ${words}`,
  );
}

function dateIn(found: Json, facts: Facts): { readonly at: number; readonly written: string } | null {
  if (typeof found !== 'string') return null;
  const at = instantOf(found, facts.zone);
  return at === null ? null : { at, written: found };
}

function noDate(name: string, found: Json): Verdict {
  const kind = typeof found === 'string' ? '' : ` (${kindOf(found)})`;
  return { holds: false, because: `${name} is ${shown(found)}${kind}, not a date` };
}
