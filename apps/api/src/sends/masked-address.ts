/** An address that can be recognized, not read: the first character, and the domain. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return at < 1 ? `${first}***` : `${first}***${address.slice(at)}`;
}
