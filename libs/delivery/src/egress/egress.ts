import { lookup as resolveByDns } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { EgressAnswer, EgressRequest } from './egress.contract';
import { openEgressRules, type Resolved } from './egress-rules';
import { exchange } from './exchange';
import { readTarget, type Target } from './read-target';

/** The only way out to addresses that others choose. */
export interface Egress {
  /** Asks, follows no redirects, and answers every outcome as a value. @param signal the deadline of all of it, names and bodies too */
  request(request: EgressRequest, signal: AbortSignal): Promise<EgressAnswer>;
}

/** All addresses that a name stands for. */
export type Resolve = (host: string) => Promise<readonly Resolved[]>;

const byDns: Resolve = (host) => resolveByDns(host, { all: true, verbatim: true });

/**
 * Opens the way out. A name is resolved once, what it stands for is judged, and the connection goes to an address that was
 * judged: a name that changes in between changes nothing.
 * @param allowed what of the inner network may be reached: names, addresses, blocks
 */
export function openEgress({
  allowed = [],
  resolve = byDns,
}: { readonly allowed?: readonly string[]; readonly resolve?: Resolve } = {}): Egress {
  const rules = openEgressRules(allowed);
  return {
    async request(request, signal) {
      const target = readTarget(request.url);
      if (!target) return { kind: 'forbidden', reason: 'address-not-valid' };
      const found = await addressesOf(target, resolve, signal);
      if (!found) return { kind: 'unsent', reason: signal.aborted ? 'no-answer-in-time' : 'host-not-found' };
      if (!rules.mayReach(target.host, found)) return { kind: 'forbidden', reason: 'address-not-allowed' };
      return exchange(request, target, found, signal);
    },
  };
}

/** Null where there are none, or they were not told in time. */
async function addressesOf(
  { host, isAddress }: Target,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly Resolved[] | null> {
  if (isAddress) return [{ address: host, family: isIP(host) }];
  const late = new Promise<null>((none) => {
    signal.addEventListener('abort', () => none(null), { once: true });
  });
  const found = await Promise.race([resolve(host).catch(() => null), late]);
  return signal.aborted || !found || found.length === 0 ? null : found;
}
