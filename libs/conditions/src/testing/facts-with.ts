import { Temporal } from 'temporal-polyfill';
import type { Facts } from '../facts';

/** Epoch milliseconds of an instant as it is written, read by Temporal and not by the code under test. */
export function at(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/** Facts of somebody of whom nothing is known but what is given; now is noon in São Paulo. */
export function factsWith(known: Partial<Facts> = {}): Facts {
  return {
    now: at('2026-06-15T12:00:00-03:00'),
    zone: 'America/Sao_Paulo',
    profile: {},
    trigger: {},
    event: {},
    run: {},
    steps: {},
    counts: {},
    ...known,
  };
}
