import { BlockList, isIP } from 'node:net';
import { isPublic } from './special-addresses';

/** An address that a name stands for. */
export interface Resolved {
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
}

/** Which addresses may be reached. */
export interface EgressRules {
  /** Whether all of the addresses that a host stands for may be reached: one that leads inside spoils the rest. */
  mayReach(host: string, addresses: readonly Resolved[]): boolean;
}

/**
 * The public internet may be reached, and besides it what the operator names.
 * @param allowed names of hosts, addresses, and blocks such as `10.1.0.0/16`
 */
export function openEgressRules(allowed: readonly string[]): EgressRules {
  const hosts = new Set<string>();
  const blocks = new BlockList();
  for (const one of allowed) {
    const [address = '', prefix] = one.split('/');
    const family = isIP(address);
    if (family === 0) hosts.add(one.toLowerCase());
    else
      blocks.addSubnet(address, Number(prefix ?? (family === 4 ? 32 : 128)), family === 4 ? 'ipv4' : 'ipv6');
  }
  // An address with a zone (`fe80::1%eth0`) is none that `isIP` or a block would know on every system.
  const isAllowed = ({ address, family }: Resolved): boolean =>
    !address.includes('%') &&
    (isPublic(address, family) || blocks.check(address, family === 4 ? 'ipv4' : 'ipv6'));
  return {
    mayReach: (host, addresses) => addresses.length > 0 && (hosts.has(host) || addresses.every(isAllowed)),
  };
}
