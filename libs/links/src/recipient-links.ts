import { openAddressSeals, type AddressSeals } from './address-seals';
import { openLinkKeys } from './link-keys';
import { purposes, type Purpose, type RecipientLink } from './recipient-link';
import { signToken, verifyToken } from './token';

/** Makes and reads the links that recipients touch, and the seals of their addresses. */
export interface RecipientLinks extends AddressSeals {
  /** The address of a link. */
  urlOf(link: RecipientLink): string;
  /** What a token of a purpose says; null for everything else. */
  read(purpose: Purpose, token: string): RecipientLink | null;
}

/**
 * @param publicUrl where recipients reach the API, without a slash at its end
 * @param masterKeys 32 random bytes each, the newest first: it signs, all of them verify
 */
export function openRecipientLinks({
  publicUrl,
  masterKeys,
}: {
  readonly publicUrl: string;
  readonly masterKeys: readonly Uint8Array[];
}): RecipientLinks {
  const keys = openLinkKeys(masterKeys);
  return {
    ...openAddressSeals(masterKeys),
    urlOf: (link) => `${publicUrl}/${purposes[link.purpose].path}/${signToken(keys, link)}`,
    read: (purpose, token) => verifyToken(keys, purpose, token),
  };
}
