import { remembering } from './bounded-cache';
import type { Facts, Json } from './facts';

const ROOTS = ['profile', 'trigger', 'event', 'run', 'steps'] as const;
type Root = (typeof ROOTS)[number];

/** The form of a path: a root, a name, then names and list positions. */
export const PATH_FORM = /^(?:profile|trigger|event|run|steps)\.[^.[\]]+(?:\.[^.[\]]+|\[\d{1,9}\])*$/;

/** The longest path there is, in characters. */
export const PATH_LENGTH = 500;

/** A path taken apart: names are strings, positions in a list numbers from 0. */
export interface ParsedPath {
  readonly root: Root;
  readonly keys: readonly [string, ...(string | number)[]];
}

/** Splits `profile.address.lines[0]` into its root and keys; null where it is no path. */
export function parsePath(path: string): ParsedPath | null {
  return path.length > PATH_LENGTH ? null : parse(path);
}

const parse = remembering(5_000, (path): ParsedPath | null => {
  if (!PATH_FORM.test(path)) return null;
  const root = ROOTS.find((name) => path.startsWith(`${name}.`));
  const parts = path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g);
  const [first, ...rest] = [...parts].map((part) => part[1] ?? Number(part[2]));
  return root && typeof first === 'string' ? { root, keys: [first, ...rest] } : null;
});

/**
 * Reads a path such as `profile.plan` or `event.items[0].sku` from the facts.
 * What is missing on the way is `undefined`, never an error; only own keys are seen.
 * A list is entered by position only (its length is no property), an object by name only.
 */
export function readPath(facts: Facts, path: string): Json | undefined {
  const parsed = parsePath(path);
  if (!parsed) return undefined;
  let value: Json | undefined = facts[parsed.root];
  for (const key of parsed.keys) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined;
    value = (value as { readonly [name: string | number]: Json })[key];
  }
  return value;
}
