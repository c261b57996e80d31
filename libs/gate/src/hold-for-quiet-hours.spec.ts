import { describeInstant, instantOf } from '#conditions';
import { holdForQuietHours } from './hold-for-quiet-hours';

const SAO_PAULO = 'America/Sao_Paulo';
const NEW_YORK = 'America/New_York';
const night = { from: '21:00', to: '08:00' };

function heldUntil(quiet: typeof night, now: string, zone: string, place: number): string | null {
  const until = holdForQuietHours(quiet, instantOf(now, 'UTC') ?? 0, zone, place);
  return until === null ? null : describeInstant(until, zone).replace(` (${zone})`, '');
}

describe('a message', () => {
  test.each<[string, quiet: typeof night, now: string, zone: string, place: number, until: string | null]>([
    ['by day leaves', night, '2026-06-15T12:00:00Z', 'UTC', 0.5, null],
    ['a moment before they begin leaves', night, '2026-06-15T20:59:59Z', 'UTC', 0.5, null],
    ['when they begin is held', night, '2026-06-15T21:00:00Z', 'UTC', 0, '2026-06-16 08:00'],
    ['after midnight is held', night, '2026-06-16T03:00:00Z', 'UTC', 0, '2026-06-16 08:00'],
    ['when they end leaves', night, '2026-06-16T08:00:00Z', 'UTC', 0, null],
    ["is held on the person's clock", night, '2026-06-16T00:30:00Z', SAO_PAULO, 0, '2026-06-16 08:00'],
    ['that is evening elsewhere leaves', night, '2026-06-15T23:30:00Z', SAO_PAULO, 0, null],
    ['leaves within a quarter of an hour', night, '2026-06-16T03:00:00Z', 'UTC', 0.5, '2026-06-16 08:07:30'],
    [
      'in a siesta is held',
      { from: '12:00', to: '14:00' },
      '2026-06-15T13:00:00Z',
      'UTC',
      0,
      '2026-06-15 14:00',
    ],
    [
      'leaves when they end, where they begin again too soon',
      { from: '08:10', to: '08:00' },
      '2026-06-15T09:00:00Z',
      'UTC',
      0.9,
      '2026-06-16 08:00',
    ],
    // On 8 March 2026 there is no 02:00 to 03:00 in New York.
    ['is held across the gap', night, '2026-03-08T06:30:00Z', NEW_YORK, 0, '2026-03-08 08:00'],
    [
      'is held to an end in the gap',
      { from: '22:00', to: '02:30' },
      '2026-03-08T06:30:00Z',
      NEW_YORK,
      0,
      '2026-03-08 03:30',
    ],
  ])('%s', (_, quiet, now, zone, place, until) => {
    expect(heldUntil(quiet, now, zone, place)).toBe(until);
  });
});
