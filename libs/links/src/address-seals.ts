import { createHmac } from 'node:crypto';
import { derive } from './link-keys';

const KEY_BYTES = 32;

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
  return {
    sealsOf: (workspaceId, address) =>
      masterKeys.map((master) =>
        createHmac('sha256', derive(master, workspaceId, 'address seal', KEY_BYTES))
          .update(address.toLowerCase())
          .digest(),
      ),
  };
}
