import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { instantOf } from './instant';
import { at } from './testing/facts-with';

describe('an instant by RFC 3339', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2026-06-15T12:00:00Z', 1_781_524_800_000],
    ['2026-06-15T12:00:00-03:00', 1_781_535_600_000],
    ['2026-06-15T12:00:00+05:45', 1_781_504_100_000],
    ['2026-06-15T12:00:00-00:00', 1_781_524_800_000],
    ['2026-06-15t12:00:00z', 1_781_524_800_000],
    ['2026-06-15T12:00:00.5Z', 1_781_524_800_500],
    ['2026-06-15T12:00:00.123456789Z', 1_781_524_800_123],
    ['2026-06-15T12:00:00.9999Z', 1_781_524_800_999],
    ['2028-02-29T00:00:00Z', 1_835_395_200_000],
    ['2000-02-29T00:00:00Z', 951_782_400_000],
    ['2016-12-31T23:59:60Z', 1_483_228_799_000],
    ['9999-12-31T23:59:59Z', 253_402_300_799_000],
    ['0000-01-01T00:00:00Z', -62_167_219_200_000],
  ])('%s is %d', (text, epochMs) => {
    expect(instantOf(text, 'America/Sao_Paulo')).toBe(epochMs);
    expect(instantOf(text, 'Asia/Tokyo')).toBe(epochMs);
  });

  test.each([
    ['2026-12-24', 'UTC', '2026-12-24T00:00:00Z'],
    ['2026-12-24', 'America/Sao_Paulo', '2026-12-24T00:00:00-03:00'],
    ['2026-12-24', 'Asia/Tokyo', '2026-12-24T00:00:00+09:00'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T01:00:00-02:00'],
    ['2028-02-29', 'UTC', '2028-02-29T00:00:00Z'],
    ['2026-12-24', 'Not/A_Zone', '2026-12-24T00:00:00Z'],
  ])('a day alone, %s in %s, begins at %s', (text, zone, begin) => {
    expect(instantOf(text, zone)).toBe(at(begin));
    expect(instantOf(text, zone)).toBe(at(begin));
  });

  test.each([
    '',
    'now',
    'yesterday',
    '1781524800000',
    '2026',
    '2026-06',
    '2026-6-15',
    '15/06/2026',
    '2026-06-15T12:00:00',
    '2026-06-15T12:00Z',
    '2026-06-15 12:00:00Z',
    '2026-06-15T12:00:00 Z',
    '2026-06-15T12:00:00.Z',
    '2026-06-15T12:00:00+3',
    '2026-06-15T12:00:00+0300',
    '2026-06-15T12:00:00[America/Sao_Paulo]',
    '2026-06-15Z',
    '2026-00-15T12:00:00Z',
    '2026-13-15T12:00:00Z',
    '2026-06-00T12:00:00Z',
    '2026-06-31T12:00:00Z',
    '2026-02-29',
    '2100-02-29',
    '2026-06-15T24:00:00Z',
    '2026-06-15T12:60:00Z',
    '2026-06-15T12:00:61Z',
    '2026-06-15T12:00:00+24:00',
    '2026-06-15T12:00:00+03:60',
    '+002026-06-15T12:00:00Z',
    '-000001-06-15T12:00:00Z',
    '２０２６-06-15',
    '2026-06-15\n',
    ` 2026-06-15`,
    '__proto__',
  ])('%p is none', (text) => {
    expect(instantOf(text, 'UTC')).toBeNull();
  });

  test('a hundred thousand decimals make it none', () => {
    expect(instantOf(`2026-06-15T12:00:00.${'0'.repeat(100_000)}Z`, 'UTC')).toBeNull();
  });

  test('agrees with Temporal on every instant and offset', () => {
    const instants = fc.integer({ min: at('0001-01-01T00:00:00Z'), max: at('9998-12-31T00:00:00Z') });
    const offsets = fc.constantFrom('UTC', '+14:00', '-12:00', '+05:45', '-03:00', '-00:30');
    fc.assert(
      fc.property(instants, offsets, (epochMs, offset) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(offset);
        expect(instantOf(zoned.toString({ timeZoneName: 'never' }), 'UTC')).toBe(epochMs);
      }),
    );
  });
});
