import { Temporal } from 'temporal-polyfill';
import { remembering } from './bounded-cache';

/** What an IANA name can look like; keeps offsets (`+03:00`) and hostile texts from being looked up. */
const ZONE_FORM = /^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/;

const isKnown = remembering(2_000, (text) => {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId === text;
  } catch {
    return false;
  }
});

/**
 * Whether this is the name of an IANA time zone, spelled exactly (`America/Sao_Paulo`, links such as
 * `US/Eastern` too). An offset is no zone: it knows nothing of daylight saving. Never throws.
 */
export function isZone(text: unknown): text is string {
  return typeof text === 'string' && ZONE_FORM.test(text) && isKnown(text);
}

/** The zone if there is one of that name, else the fallback (which is taken as it is). Never throws. */
export function zoneOr(text: unknown, fallback: string): string {
  return isZone(text) ? text : fallback;
}
