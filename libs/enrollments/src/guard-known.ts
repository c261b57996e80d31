import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#conditions';
import type { Incoming } from './incoming';

/** Attributes that reach a person. */
const REACHING = ['email', 'phone'] as const;

/**
 * Takes out of an event what it may not change. A browser key can be read in a page by anybody: what is sent with it may
 * say where an anonymous person, or one just introduced, is reached, but never change that of somebody who is known.
 * @param isKnown whether the person had a userId before the event
 * @param attributes of the person before the event
 * @returns the event without it, and the attributes that would have changed
 */
export function guardKnown(
  event: Incoming,
  isKnown: boolean,
  attributes: JsonObject,
): { readonly event: Incoming; readonly kept: readonly string[] } {
  const { traits } = event;
  if (event.sentWith !== 'browser' || !isKnown || traits === null) return { event, kept: [] };
  const named = REACHING.filter((name) => Object.hasOwn(traits, name));
  if (named.length === 0) return { event, kept: [] };
  const others = Object.entries(traits).filter(([name]) => !named.some((one) => one === name));
  const kept = named.filter((name) => !isDeepStrictEqual(traits[name] ?? null, attributes[name] ?? null));
  return { event: { ...event, traits: Object.fromEntries(others) }, kept };
}
