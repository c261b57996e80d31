import { needsOf } from '#conditions';
import { tally } from './history';
import { epochMs } from './testing';

const iso = (instant: number): string => new Date(instant).toISOString();

describe('when a count falls by time alone', () => {
  type Row = [bounds: object, times: readonly string[], now: string, fades: string | null, zone?: string];
  test.each<Row>([
    [{ within: '1h' }, ['2026-06-15T11:30:00Z'], '2026-06-15T12:00:00Z', '2026-06-15T12:30:00.001Z'],
    [{ within: '1h' }, [], '2026-06-15T12:00:00Z', null],
    [{}, ['2026-06-15T11:30:00Z'], '2026-06-15T12:00:00Z', null],
    // Of more than it takes, the newest count.
    [
      { within: '1h', atLeast: 2 },
      ['2026-06-15T11:10:00Z', '2026-06-15T11:30:00Z', '2026-06-15T11:20:00Z'],
      '2026-06-15T12:00:00Z',
      '2026-06-15T12:20:00.001Z',
    ],
    // 2026-02-28 is a month after the 28th to the 31st of January, but the month before it ends with its 28th.
    [{ within: '1mo' }, ['2026-01-30T12:00:00Z'], '2026-02-28T13:00:00Z', '2026-03-01T00:00:00.000Z'],
    [{ within: '1y' }, ['2024-02-29T12:00:00Z'], '2025-02-28T13:00:00Z', '2025-03-01T00:00:00.000Z'],
    // A day is as long as the clocks make it.
    [
      { within: '1d' },
      ['2026-03-07T12:00:00-05:00'],
      '2026-03-07T18:00:00Z',
      '2026-03-08T16:00:00.001Z',
      'America/New_York',
    ],
  ])('%j of %j, from %s: %s', (bounds, times, now, expected, zone = 'UTC') => {
    const [need] = needsOf({ did: 'X', ...bounds });
    if (!need) throw new Error('a did has a need');
    const lookout = { now: epochMs(now), zone };
    const { counts, fades } = tally([need], () => times.map(epochMs), lookout);
    expect(counts[need.key]).toBe(times.length);
    const fade = fades[need.key];
    expect(fade === undefined ? null : iso(fade)).toBe(expected);
  });
});
