import type { Seals } from '#config';
import type { Secrets } from './networks/network.contract';

/** Whose a destination's secrets are: they open for no other. */
interface Owner {
  readonly workspaceId: string;
  readonly id: string;
}

/** Seals what opens a list, to be stored. */
export function sealSecrets(seals: Seals, owner: Owner, secrets: Secrets): string {
  return seals.seal(JSON.stringify(secrets), nameOf(owner));
}

/** Opens it again; null where the master key that sealed it is none any more. */
export function openSecrets(seals: Seals, owner: Owner, sealed: string | null): Secrets | null {
  if (sealed === null) return {};
  const text = seals.open(sealed, nameOf(owner));
  return text === null ? null : (JSON.parse(text) as Secrets);
}

function nameOf({ workspaceId, id }: Owner): string {
  return `${workspaceId} audience destination ${id}`;
}
