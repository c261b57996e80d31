/** The longest address that is followed: mail programs and proxies cut longer ones. */
const LONGEST = 4_000;

/** What a link calls: an http(s) address, written as a browser would request it; null for everything else. */
export function linkTarget(address: string): string | null {
  if (address.length > LONGEST || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && href.length <= LONGEST ? href : null;
}

/** What becomes of a link, by its target: another address, or null where it stays as it is. */
export type Rewrite = (target: string) => string | null;
