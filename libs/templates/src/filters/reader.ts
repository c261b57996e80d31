import type { Context } from 'liquidjs';

import { keptFormatter } from './formatters';

/** Longest name of a zone or a language that is looked at, in characters. */
const MAX_NAME = 64;

/** Language of the person, else of the workspace, else English; as BCP 47 (`pt_BR` is understood). */
export function localeOf(context: Context, wanted?: unknown): string {
  const candidates = [wanted, read(context, 'profile', 'locale'), read(context, 'workspace', 'locale')];
  return candidates.map(asLocale).find((locale) => locale !== null) ?? 'en';
}

/** Zone of the person, else of the workspace, else UTC. Unknown zones are passed over. */
export function zoneOf(context: Context): string {
  const candidates = [read(context, 'profile', 'timezone'), read(context, 'workspace', 'timezone')];
  return candidates.find(isZone) ?? 'UTC';
}

/** Is this the name of an IANA zone that this machine knows? */
export function isZone(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_NAME) return false;
  return keptFormatter(`zone ${value}`, () => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
    } catch {
      return false;
    }
  });
}

function asLocale(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > MAX_NAME) return null;
  try {
    return Intl.getCanonicalLocales(value.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

function read(context: Context, root: string, key: string): unknown {
  return context.getSync([root, key]);
}
