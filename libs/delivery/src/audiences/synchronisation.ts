import { openSeals, type Config, type Seals } from '#config';
import type { AudienceBatch, Database, TakenDestination } from '#database';
import { openNetworks } from './networks/open-networks';
import type { Member, Networks } from './networks/network.contract';

/** What synchronising audiences runs on. */
export interface Synchronisation {
  readonly database: Database;
  readonly networks: Networks;
  readonly seals: Seals;
  /** Epoch ms; left out: this machine's clock. */
  readonly now?: () => number;
}

/** A batch that a destination is to be told, or asked about, by whoever took it. */
export interface Task {
  readonly destination: TakenDestination;
  readonly batch: AudienceBatch;
  readonly members: readonly Member[];
  /** Since when it is theirs (epoch ms). */
  readonly since: number;
}

/** How long a destination is left to who took it (ms). */
export const LEASE = 90_000;

/** How long a network may take to answer (ms). */
export const DEADLINE = 25_000;

/** So late after taking a batch (ms), it is not told any more: its answer would come when somebody else may tell it, too. */
export const TOO_LATE = 45_000;

/** Opens what synchronising audiences runs on, as the settings say. */
export function openSynchronisation(
  database: Database,
  config: Pick<Config, 'ads' | 'egressAllow' | 'masterKeys'>,
): Synchronisation {
  const seals = openSeals(config.masterKeys.reveal());
  return { database, networks: openNetworks(config), seals };
}

export function clockOf({ now }: Synchronisation): () => number {
  return now ?? Date.now;
}
