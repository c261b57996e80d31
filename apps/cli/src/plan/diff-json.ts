import { isDeepStrictEqual } from 'node:util';
import { isNamed } from '../definitions/read-folder';

/** What differs at a place in a document; `undefined` where there is nothing. */
export interface Difference {
  /** As people write paths: `steps.mail.template`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What must be changed of a document to have the other; a part that is there or gone as a whole is told as one. */
export function diffJson(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const within = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (isNamed(before) && isNamed(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => diffJson(valueAt(before, key), valueAt(after, key), within(key)));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }).flatMap((_, index) =>
      diffJson(before[index] as unknown, after[index] as unknown, `${path}[${index}]`),
    );
  }
  return [{ path, before, after }];
}

function valueAt(of: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
