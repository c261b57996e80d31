import { Temporal } from 'temporal-polyfill';

/** An instant (epoch ms) as people in that zone write it: `2026-11-22 14:03 (America/Sao_Paulo)`. */
export function describeInstant(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  const precision = local.second === 0 && local.millisecond === 0 ? 'minute' : 'second';
  return `${local.toString({ smallestUnit: precision }).replace('T', ' ')} (${zone})`;
}
