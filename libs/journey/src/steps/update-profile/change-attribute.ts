import { isZone, kindOf, shown, type Json } from '#conditions';
import { isAddress } from '#gate';
import { MOST_FILLED } from '../../values/fill-in';

/** How many values a list keeps that grows by one each time; the oldest go. */
export const MOST_IN_LIST = 1_000;

/** What an attribute is to be from now on; or why it stays as it is. */
export type AttributeChange =
  { readonly kind: 'becomes'; readonly value: Json } | { readonly kind: 'stays'; readonly because: string };

/** Attributes that mean something to Jornada, and what they have to be. */
const reserved: ReadonlyMap<string, { readonly what: string; fits(value: Json): boolean }> = new Map([
  ['email', { what: 'e-mail address', fits: (value: Json) => typeof value === 'string' && isAddress(value) }],
  ['timezone', { what: 'time zone', fits: (value: Json) => isZone(value) }],
]);

/** An attribute that is given a value. */
export function give(name: string, value: Json | undefined): AttributeChange {
  if (value === undefined || value === null) return stays('nothing was found for it');
  const wanted = reserved.get(name);
  if (wanted && !wanted.fits(value)) return stays(`${shown(value)} is no ${wanted.what}`);
  return { kind: 'becomes', value };
}

/** A number to which another is added; what is missing counts as 0. */
export function add(before: Json | undefined, amount: Json | undefined): AttributeChange {
  if (amount === undefined || amount === null) return stays('nothing was found to add to it');
  if (typeof amount !== 'number') return stays(`${shown(amount)} is no number that could be added to it`);
  const from = before ?? 0;
  if (typeof from !== 'number') return stays(`it is ${kindOf(from)}, not a number`);
  const sum = from + amount;
  return Number.isFinite(sum)
    ? { kind: 'becomes', value: sum }
    : stays('it would be more than can be counted');
}

/** A list that has another value at its end; what is missing counts as an empty one. */
export function append(before: Json | undefined, value: Json | undefined): AttributeChange {
  if (value === undefined || value === null) return stays('nothing was found to append to it');
  const list = before ?? [];
  if (!isList(list)) return stays(`it is ${kindOf(list)}, not a list`);
  const longer = [...list, value].slice(-MOST_IN_LIST);
  return JSON.stringify(longer).length <= MOST_FILLED
    ? { kind: 'becomes', value: longer }
    : stays('the list would be too long');
}

function stays(because: string): AttributeChange {
  return { kind: 'stays', because };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
