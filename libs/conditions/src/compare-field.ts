import type { Json } from './facts';
import { verdict, type Verdict } from './verdict';
import { kindOf, listed, shown } from './words';

type Scalar = string | number | boolean;

/** `eq`: the same value of the same type; `5` is not `'5'`. */
export function judgeEqual(name: string, found: Json, value: Scalar): Verdict {
  if (found === value) return { holds: true, because: `${name} is ${shown(value)}` };
  if (typeof found === typeof value) {
    return { holds: false, because: `${name} is ${shown(found)}, not ${shown(value)}` };
  }
  return {
    holds: false,
    because: `${name} is ${shown(found)} (${kindOf(found)}), not ${shown(value)} (${kindOf(value)})`,
  };
}

/** `in`: equal to one of the values. */
export function judgeListed(name: string, found: Json, values: readonly Scalar[]): Verdict {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return judgeEqual(name, found, only);
  const is = `${name} is ${shown(found)}`;
  const among = anyOf(values);
  if (values.some((value) => value === found)) return { holds: true, because: `${is}, ${among}` };
  const alike = values.some((value) => typeof value === typeof found);
  return { holds: false, because: `${is}${alike ? '' : ` (${kindOf(found)})`}, not ${among}` };
}

/** A list of values as it follows "is" or "is not". */
export function anyOf(values: readonly Scalar[]): string {
  return values.length === 1 ? listed(values) : `one of ${listed(values)}`;
}

const ORDERS = {
  gt: { words: 'more than', compare: (a: number, b: number) => a > b },
  gte: { words: 'at least', compare: (a: number, b: number) => a >= b },
  lt: { words: 'less than', compare: (a: number, b: number) => a < b },
  lte: { words: 'at most', compare: (a: number, b: number) => a <= b },
} as const;

/** `gt gte lt lte`: a number against a number; nothing else has an order. */
export function judgeOrder(name: string, found: Json, op: keyof typeof ORDERS, value: number): Verdict {
  if (typeof found !== 'number') {
    return { holds: false, because: `${name} is ${shown(found)} (${kindOf(found)}), not a number` };
  }
  const { words, compare } = ORDERS[op];
  const is = `${name} is ${found}`;
  return verdict(compare(found, value), `${is}, ${words} ${value}`, `${is}, not ${words} ${value}`);
}
