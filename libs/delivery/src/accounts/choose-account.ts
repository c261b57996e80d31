/** What an account says of whom it sends for. */
export interface Sending {
  /** Addresses and domains, in lower case. */
  readonly senders: readonly string[];
  readonly isDefault: boolean;
}

/** The account that sends for an address: the one that names it, else the one that names its domain, else the default. */
export function chooseAccount<A extends Sending>(accounts: readonly A[], sender: string | null): A | null {
  const address = sender?.toLowerCase() ?? '';
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const naming = (name: string): A | undefined =>
    name === '' ? undefined : accounts.find(({ senders }) => senders.includes(name));
  return naming(address) ?? naming(domain) ?? accounts.find(({ isDefault }) => isDefault) ?? null;
}
