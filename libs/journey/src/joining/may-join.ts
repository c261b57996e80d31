/** How a person is named, beyond anonymous ids. */
export interface Standing {
  /** How many userIds the profile has. */
  readonly users: number;
  /** How many other names, such as an e-mail address. */
  readonly named: number;
  /** Whether it holds an address, or what the person said about messages. */
  readonly reachable: boolean;
}

/** Who says that two names are of one person. */
export interface Claim {
  /** Whether the event is there to say who somebody is: an identify, an alias. */
  readonly introduces: 'identify' | 'alias' | null;
  readonly sentWith: 'browser' | 'server' | 'secret';
}

/**
 * Whether an event may join the profile of one of its names to the profile that it is taken for. Anybody may say who an
 * anonymous visitor is. Two people who are known are joined by an identify or an alias that comes with the secret key,
 * and by nothing else.
 *
 * A browser key is public, so it joins no visitor to somebody who exists already when that would bring them another
 * address or consent.
 * @param host whom the event is taken for; null = somebody new
 * @param guest whose the other name is
 */
export function mayJoin(host: Standing | null, guest: Standing, { introduces, sentWith }: Claim): boolean {
  const isVouched = introduces !== null && sentWith === 'secret';
  if (guest.users > 0) {
    const isRenamed = host === null && introduces === 'alias' && sentWith !== 'browser';
    return isVouched || isRenamed;
  }
  if (host === null) return true;
  if (guest.named > 0) return isVouched;
  return sentWith !== 'browser' || !guest.reachable;
}
