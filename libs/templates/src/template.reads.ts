import { toValueSync, TypeGuards, Value, type Template, type Token } from 'liquidjs';

import { limits } from './limits';

/** A name that a template reads from what it is rendered with, and its offset in the source. */
export interface Read {
  readonly keys: readonly (string | number)[];
  readonly begin: number;
}

/**
 * What a parsed template reads, each name once, where it stands first; not what it assigns or counts itself. A name ends
 * where a key of it is known only when it is rendered (`event.items[run.place]`, read as `event.items`, and `run.place`).
 */
export function readsOf(parsed: readonly Template[]): readonly Read[] {
  const found = new Map<string, Read>();
  /** Names of the template's own, and how many blocks around this place have each. */
  const own = new Map<string, number>();
  const count = (name: string, more: number): unknown => own.set(name, (own.get(name) ?? 0) + more);

  const visit = (template: Template): void => {
    if (found.size >= limits.reads) return;
    for (const argument of template.arguments?.() ?? []) takeAll(argument);
    for (const { content } of template.localScope?.() ?? []) count(content, 1);
    const around = [...(template.blockScope?.() ?? [])];
    for (const name of around) count(name, 1);
    // Without partials: a template reads no other.
    if (template.children) (toValueSync(template.children(false, true)) as Template[]).forEach(visit);
    for (const name of around) count(name, -1);
  };
  const takeAll = (value: unknown): void => tokensIn(value).forEach(take);
  const take = (token: Token): void => {
    if (!TypeGuards.isPropertyAccessToken(token)) return takeAll(token);
    const keys: (string | number)[] = [];
    let isKnown = true;
    for (const prop of token.props) {
      const key = keyOf(prop);
      if (key === null) takeAll(prop);
      isKnown &&= key !== null;
      if (isKnown && key !== null) keys.push(key);
    }
    if (keys.length === 0 || own.get(String(keys[0]))) return;
    const name = JSON.stringify(keys);
    if (!found.has(name)) found.set(name, { keys, begin: token.begin });
  };

  parsed.forEach(visit);
  return [...found.values()];
}

/** A key as it is written; null where it is known only when the template is rendered. */
function keyOf(token: Token): string | number | null {
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isWordToken(token)) return token.content;
  return TypeGuards.isNumberToken(token) ? token.content : null;
}

/** The tokens that a value is made of. */
function tokensIn(value: unknown): readonly Token[] {
  if (value instanceof Value || TypeGuards.isFilteredValueToken(value)) {
    const parts = value.initial.postfix as readonly Token[];
    return [...parts, ...value.filters.flatMap(({ args }) => args.flatMap(argumentOf))];
  }
  if (TypeGuards.isRangeToken(value)) return [value.lhs, value.rhs];
  return TypeGuards.isPropertyAccessToken(value) ? [value] : [];
}

/** `name: value` comes as a pair. */
function argumentOf(argument: unknown): readonly Token[] {
  const value: unknown = Array.isArray(argument) ? argument[1] : argument;
  return value === undefined ? [] : [value as Token];
}
