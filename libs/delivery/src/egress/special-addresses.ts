import { BlockList } from 'node:net';

/** An address block, and what it is for. */
type Block = readonly [address: string, prefix: number, what: string];

/** IPv4 that is not the public internet: the registry of RFC 6890 and its additions, multicast, and what is reserved. */
const notPublicIpv4: readonly Block[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared by carriers (CGNAT)'],
  ['127.0.0.0', 8, 'this machine'],
  ['169.254.0.0', 16, 'link-local; clouds tell their secrets here'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'protocol assignments'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.31.196.0', 24, 'AS112'],
  ['192.52.193.0', 24, 'AMT'],
  ['192.88.99.0', 24, '6to4 relays'],
  ['192.168.0.0', 16, 'private'],
  ['192.175.48.0', 24, 'AS112'],
  ['198.18.0.0', 15, 'benchmarks'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved, and broadcast'],
  // Public by its number, but the virtual machines of a cloud reach the cloud itself there.
  ['168.63.129.16', 32, 'the host of a virtual machine'],
];

/**
 * IPv6 is allowed in 2000::/3 alone, where the public internet is: so loopback, mapped and NAT64 addresses, unique local,
 * link-local and multicast ones are out without being named. These are in it, but lead elsewhere.
 */
const PUBLIC_IPV6: Block = ['2000::', 3, 'global unicast'];
const notPublicIpv6: readonly Block[] = [
  ['2001::', 23, 'protocol assignments, Teredo'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, '6to4: an IPv4 address inside'],
  ['2620:4f:8000::', 48, 'AS112'],
  ['3fff::', 20, 'documentation'],
];

const ipv4 = blockListOf(notPublicIpv4, 'ipv4');
const ipv6 = blockListOf(notPublicIpv6, 'ipv6');
const globalUnicast = blockListOf([PUBLIC_IPV6], 'ipv6');

/** Whether an address is one of the public internet. @param family 4 or 6 */
export function isPublic(address: string, family: number): boolean {
  if (family === 4) return !ipv4.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !ipv6.check(address, 'ipv6');
}

function blockListOf(blocks: readonly Block[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of blocks) list.addSubnet(address, prefix, family);
  return list;
}
