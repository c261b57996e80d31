import { wrongUse } from '../complaint';
import { isNamed } from '../definitions/read-folder';
import { readText, requireJsonFile, sourceAt } from '../definitions/read-file';
import type { Named } from '../definitions/definitions';
import { readJson } from '../json/read-json';
import type { Terminal } from '../terminal/terminal';

/** An option that is a JSON object, or `@file` that holds one. @throws Complaint where it is none */
export function jsonOption({ cwd }: Terminal, option: string, given: string): Named {
  if (given.startsWith('@')) {
    const found = requireJsonFile(sourceAt(cwd, given.slice(1)));
    if (isNamed(found)) return found;
    throw wrongUse(
      `${given.slice(1)} holds no JSON object.`,
      `${option} takes an object, such as {"plan": "vip"}.`,
    );
  }
  const read = readJson(given);
  if (read.kind === 'json' && isNamed(read.value)) return read.value;
  const why = read.kind === 'json' ? 'It is no object.' : read.sentence;
  throw wrongUse(`${option} is no JSON object: ${why}`, `Give one such as '{"plan": "vip"}', or @file.`);
}

/** An option that is a whole number. @throws Complaint where it is none, or out of bounds */
export function numberOption(
  option: string,
  given: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw wrongUse(`${option} is '${given}'.`, `It should be a whole number from ${from} to ${to}.`);
}

/** Values given as `name=value`, JSON where it reads as such, else text. @throws Complaint where there is no name */
export function namedValues(option: string, given: readonly string[]): Named {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at < 1) throw wrongUse(`${option} is '${one}'.`, `It should be name=value, such as total=129.9.`);
      const text = one.slice(at + 1);
      const read = readJson(text);
      return [one.slice(0, at), read.kind === 'json' ? read.value : text] as const;
    }),
  );
}

/** Gathers an option that may be given several times. */
export function several(given: string, before: readonly string[] = []): readonly string[] {
  return [...before, given];
}

/** A file that was named, as text. */
export function fileOption({ cwd }: Terminal, given: string): string {
  return readText(sourceAt(cwd, given));
}
