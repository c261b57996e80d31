import { isIPv6 } from 'node:net';

/** Addresses remembered at most; past that, who was not heard of the longest is forgotten. */
const MOST_ADDRESSES = 50_000;
/** How many seconds' worth of events may come at once. */
const BURST = 30;

interface Account {
  /** Events that may still come; below nothing after a large batch. */
  left: number;
  at: number;
}

/**
 * How much each address may send with each browser key: so many events a second, lastingly, and half a minute's worth
 * at once. A call is let in while anything is left, so that a batch of any size passes, and is paid for afterwards.
 * It counts within this process.
 */
export class AddressLimits {
  private readonly accounts = new Map<string, Account>();

  /** @param perSecond events */
  constructor(
    private readonly perSecond: number,
    private readonly most = MOST_ADDRESSES,
  ) {}

  /**
   * Notes a call.
   * @param now epoch ms
   * @returns 0 where it may pass, else after how many seconds it may come again
   */
  note(keyId: string, address: string, events: number, now: number): number {
    const name = `${keyId} ${neighbourhoodOf(address)}`;
    const full = this.perSecond * BURST;
    const account = this.accounts.get(name) ?? { left: full, at: now };
    const earned = Math.max(0, now - account.at) * (this.perSecond / 1_000);
    const left = Math.min(full, account.left + earned);
    const passes = left > 0;
    // Last in the map is who was heard of last.
    this.accounts.delete(name);
    this.accounts.set(name, { left: passes ? left - events : left, at: now });
    this.forget();
    return passes ? 0 : Math.ceil((1 - left) / this.perSecond);
  }

  private forget(): void {
    if (this.accounts.size <= this.most) return;
    const [oldest] = this.accounts.keys();
    if (oldest !== undefined) this.accounts.delete(oldest);
  }
}

/** Who has an IPv6 address has all of its /64. */
function neighbourhoodOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const whole = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...rest];
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
