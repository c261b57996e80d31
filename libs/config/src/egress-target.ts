import { isIP } from 'node:net';

/** Whether a text is the name of a host, an address, or a block of addresses such as `10.1.0.0/16`. */
export function isEgressTarget(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0) return prefix === undefined && /^[0-9a-z_]([0-9a-z_.-]{0,250}[0-9a-z])?$/.test(address);
  if (more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
