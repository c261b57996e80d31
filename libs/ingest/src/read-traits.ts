import { isZone, type Json, type JsonObject } from '#conditions';
import { isAddress, readPhone } from '#gate';
import { instantNamed } from './event-time';

/** A part of an event that is left out, while the rest is taken, and why. */
export interface LeftOut {
  readonly code: string;
  /** RFC 6901, within the event. */
  readonly path: string;
  readonly reason: string;
  readonly hint: string;
}

/** Traits as they are taken, and those that are left out. */
export interface ReadTraits {
  readonly traits: JsonObject;
  readonly leftOut: readonly LeftOut[];
}

/** Of a reserved trait: its value as it is kept, null where it is none of its kind; and what it must be. */
interface Reserved {
  readonly read: (value: Json) => string | null;
  readonly what: string;
  readonly hint: string;
}

const LOCALE = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,4}$/i;

const reserved: { readonly [name: string]: Reserved } = {
  email: {
    read: text((value) => (isAddress(value) ? value : null)),
    ...{ what: 'one e-mail address', hint: 'Such as "ana@example.com".' },
  },
  phone: {
    read: text(readPhone),
    ...{ what: 'a phone number as text', hint: 'Such as "+55 11 91234-5678".' },
  },
  timezone: {
    read: text((value) => (isZone(value) ? value : null)),
    ...{ what: 'the name of an IANA time zone', hint: 'Such as "America/Sao_Paulo".' },
  },
  locale: {
    read: text((value) => (LOCALE.test(value) ? value.replaceAll('_', '-') : null)),
    ...{ what: 'the tag of a language', hint: 'Such as "pt-BR".' },
  },
  createdAt: {
    read: (value) => {
      const at = instantNamed(value);
      return at === null ? null : new Date(at).toISOString();
    },
    ...{ what: 'an instant between 1970 and 2100', hint: 'Such as "2026-11-22T14:03:00Z".' },
  },
};

/**
 * Reads the traits of a person. The reserved ones mean something to Jornada, so they are brought to one form, and one that
 * is none of its kind is left out: what was there stays. Every other trait is kept exactly as it came, with its JSON type.
 * A null removes any.
 */
export function readTraits(traits: JsonObject): ReadTraits {
  const leftOut: LeftOut[] = [];
  const kept = Object.entries(traits).flatMap(([name, value]): [string, Json][] => {
    const rule = Object.hasOwn(reserved, name) ? reserved[name] : undefined;
    if (!rule || value === null) return [[name, value]];
    const read = rule.read(value);
    if (read !== null) return [[name, read]];
    const reason = `'${name}' must be ${rule.what}. It stays as it was; the rest was taken.`;
    leftOut.push({ code: 'invalid-trait', path: `/traits/${name}`, reason, hint: rule.hint });
    return [];
  });
  return { traits: Object.fromEntries(kept), leftOut };
}

function text(read: (value: string) => string | null): Reserved['read'] {
  return (value) => (typeof value === 'string' ? read(value.trim()) : null);
}
