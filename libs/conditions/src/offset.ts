import { Temporal } from 'temporal-polyfill';
import { remembering } from './bounded-cache';

const QUARTER = 900_000;

/** From here on (epoch ms, 1973) clocks have been changed at full quarters of an hour only. */
const EVEN = 94_694_400_000;

/** How far the clocks of a zone (one that exists) are ahead of UTC at an instant (epoch ms), in milliseconds. */
export function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  return at < EVEN ? lookedUp(at, zone) : offsetOfQuarter(`${Math.floor(at / QUARTER)} ${zone}`);
}

const offsetOfQuarter = remembering(20_000, (quarterAndZone) => {
  const [quarter = '', zone = ''] = quarterAndZone.split(' ');
  return lookedUp(Number(quarter) * QUARTER, zone);
});

function lookedUp(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}
