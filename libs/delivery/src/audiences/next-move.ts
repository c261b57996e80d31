import type { AudienceCopy } from '#database';
import type { Identity } from './networks/network.contract';

/** What is to be told of a person next. */
export type Move =
  | { readonly kind: 'add' | 'remove'; readonly identity: Identity }
  /** Nothing; `over` = nor is there anything left to remember. */
  | { readonly kind: 'rest'; readonly over: boolean };

/**
 * What a destination is to be told next of a person, of whom it is being told nothing now. Whoever is known there by another
 * address than their own is taken out first, then put in anew.
 * @param wanted how they are to be known there; null = not at all
 */
export function nextMove(
  copy: Pick<AudienceCopy, 'wants' | 'held' | 'again' | 'email' | 'phone'>,
  wanted: Identity | null,
): Move {
  const { wants, held, again, email, phone } = copy;
  if (!held) return wanted ? { kind: 'add', identity: wanted } : { kind: 'rest', over: wants === 'out' };
  const isSame = wanted !== null && wanted.email === email && wanted.phone === phone;
  if (!isSame) return { kind: 'remove', identity: { email, phone } };
  return again ? { kind: 'add', identity: wanted } : { kind: 'rest', over: false };
}
