import { offsetAt } from './offset';

/** An instant (epoch ms) as people in that zone write it: `2026-11-22 14:03 (America/Sao_Paulo)`. */
export function describeInstant(at: number, zone: string): string {
  // oxlint-disable-next-line no-restricted-globals -- it writes a given instant, and asks no clock
  const local = new Date(at + offsetAt(at, zone)).toISOString();
  const time = local.endsWith(':00.000Z') ? local.slice(0, -8) : local.slice(0, -5);
  return `${time.replace('T', ' ')} (${zone})`;
}
