import { createHmac } from 'node:crypto';
import { openDerivedKeys } from './link-keys';

/** By what an address is known again whose owner was erased: it cannot be read out of it. */
export interface AddressSeals {
  /** The seals of an address in a workspace, whatever its case: one for each master key, the newest first. */
  sealsOf(workspaceId: string, address: string): readonly Buffer[];
}

/**
 * Seals addresses by HMAC-SHA-256 under a key of the workspace. Without the master key nobody can tell whose a seal is,
 * not by trying all addresses either; and when a master key is left out, nobody ever can.
 * @param masterKeys 32 random bytes each, the newest first
 */
export function openAddressSeals(masterKeys: readonly Uint8Array[]): AddressSeals {
  const keys = masterKeys.map((master) => openDerivedKeys(master, 'address seal'));
  return {
    sealsOf: (workspaceId, address) =>
      keys.map((keyOf) => createHmac('sha256', keyOf(workspaceId)).update(address.toLowerCase()).digest()),
  };
}
