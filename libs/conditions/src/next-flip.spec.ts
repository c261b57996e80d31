import { Temporal } from 'temporal-polyfill';
import { evaluate } from './evaluate';
import { hangsOnTime } from './hangs-on-time';
import { needsOf } from './needs';
import { nextFlip } from './next-flip';
import { at, factsWith } from './testing/facts-with';
import { accepted } from './testing/judged';

const NEW_YORK = 'America/New_York';

function flip(
  condition: unknown,
  event: { readonly [name: string]: string | number | null },
  now: string,
  zone = 'UTC',
) {
  const found = nextFlip(accepted(condition), factsWith({ event, now: at(now), zone }));
  return found === null ? null : Temporal.Instant.fromEpochMilliseconds(found).toString();
}

const last = (value: string, field = 'event.a') => ({ field, op: 'withinLast', value });
const next = (value: string, field = 'event.a') => ({ field, op: 'withinNext', value });

describe('the next flip of a comparison', () => {
  type Row = [condition: object, date: string, now: string, flip: string | null, zone: string];
  test.each<Row>([
    [last('1h'), '2026-06-15T11:00:00Z', '2026-06-15T11:30:00Z', '2026-06-15T12:00:00.001Z', 'UTC'],
    [last('1h'), '2026-06-15T11:00:00Z', '2026-06-15T12:00:00Z', '2026-06-15T12:00:00.001Z', 'UTC'],
    [last('1h'), '2026-06-15T11:00:00Z', '2026-06-15T12:00:00.001Z', null, 'UTC'],
    [last('1h'), '2026-06-15T11:00:00Z', '2026-06-15T10:00:00Z', '2026-06-15T11:00:00Z', 'UTC'],
    [next('1h'), '2026-06-15T11:00:00Z', '2026-06-15T09:00:00Z', '2026-06-15T10:00:00Z', 'UTC'],
    [next('1h'), '2026-06-15T11:00:00Z', '2026-06-15T10:00:00Z', '2026-06-15T11:00:00.001Z', 'UTC'],
    [next('1h'), '2026-06-15T11:00:00Z', '2026-06-15T11:00:00.001Z', null, 'UTC'],
    [last('1d'), '2026-03-07T12:00:00-05:00', '2026-03-07T18:00:00Z', '2026-03-08T16:00:00.001Z', NEW_YORK],
    [last('24h'), '2026-03-07T12:00:00-05:00', '2026-03-07T18:00:00Z', '2026-03-08T17:00:00.001Z', NEW_YORK],
    [last('1mo'), '2026-01-31T12:00:00Z', '2026-02-01T00:00:00Z', '2026-02-28T12:00:00.001Z', 'UTC'],
    [next('1mo'), '2026-03-31T12:00:00Z', '2026-02-01T00:00:00Z', '2026-02-28T12:00:00Z', 'UTC'],
    [next('3d'), '2026-12-24', '2026-12-01T00:00:00Z', '2026-12-21T03:00:00Z', 'America/Sao_Paulo'],
    [
      { field: 'event.a', op: 'before', value: '2027-01-01' },
      '2026-06-15',
      '2026-06-15T11:00:00Z',
      null,
      'UTC',
    ],
    [
      { field: 'event.a', op: 'after', value: '2027-01-01' },
      '2026-06-15',
      '2026-06-15T11:00:00Z',
      null,
      'UTC',
    ],
    [{ field: 'event.a', op: 'exists' }, '2026-06-15', '2026-06-15T11:00:00Z', null, 'UTC'],
    [last('1h'), 'no date', '2026-06-15T11:00:00Z', null, 'UTC'],
    [last('1h', 'event.gone'), '2026-06-15', '2026-06-15T11:00:00Z', null, 'UTC'],
  ])('%j of %s, from %s: %s', (condition, date, now, expected, zone) => {
    expect(flip(condition, { a: date }, now, zone)).toBe(expected);
  });

  test.each([[null], [1_781_524_800_000]])('%j is no date, so nothing flips', (a) => {
    expect(flip(last('1h'), { a }, '2026-06-15T12:00:00Z')).toBeNull();
  });
});

describe('the next flip of several', () => {
  const event = { a: '2026-06-15T11:00:00Z', b: '2026-06-15T11:30:00Z' };
  const now = '2026-06-15T11:45:00Z';
  const soon = '2026-06-15T12:00:00.001Z';
  const later = '2026-06-15T12:30:00.001Z';
  const a = last('1h');
  const b = last('1h', 'event.b');

  test.each<[object, string | null]>([
    [{ not: a }, soon],
    [{ all: [b, a] }, soon],
    [{ any: [b, { not: a }] }, soon],
    [{ all: [{ field: 'event.a', op: 'exists' }, b] }, later],
    [{ any: [{ did: 'X', within: '1h' }, { segment: 's' }] }, null],
    [{ did: 'X', within: '1h', where: a }, null],
    [{ all: [{ did: 'X', within: '1m' }, { all: [b] }] }, later],
  ])('%j: the earliest, %s', (condition, expected) => {
    expect(flip(condition, event, now)).toBe(expected);
  });
});

describe('the next flip of what was done', () => {
  test.each<[object, readonly number[]]>([
    [{ did: 'X', within: '1d' }, [500]],
    [{ not: { did: 'X', within: '1d' } }, [500]],
    [{ did: 'X', atLeast: 2, within: '1d' }, []],
  ])('%j: when the count of it falls, if that is known', (condition, flips) => {
    const asked = accepted(condition);
    const [need] = needsOf(accepted({ did: 'X', within: '1d' }));
    const facts = { ...factsWith({}), fades: { [need?.key ?? '']: 500 } };
    expect(nextFlip(asked, facts)).toBe(flips[0] ?? null);
  });
});

describe('walking from flip to flip', () => {
  test('meets every change of the answer, at its millisecond', () => {
    const fresh = { all: [last('1h'), { not: last('10m', 'event.b') }] };
    const condition = accepted({ any: [fresh, next('30m', 'event.b')] });
    const event = { a: '2026-06-15T11:00:00Z', b: '2026-06-15T11:50:00Z' };
    let facts = factsWith({ event, now: at('2026-06-15T10:00:00Z') });
    const seen: [string, before: boolean, after: boolean][] = [];
    for (let now = nextFlip(condition, facts); now !== null; now = nextFlip(condition, facts)) {
      const before = evaluate(condition, { ...facts, now: now - 1 }).holds;
      facts = { ...facts, now };
      const instant = Temporal.Instant.fromEpochMilliseconds(now).toString();
      seen.push([instant, before, evaluate(condition, facts).holds]);
    }
    expect(seen).toEqual([
      ['2026-06-15T11:00:00Z', false, true],
      ['2026-06-15T11:20:00Z', true, true],
      ['2026-06-15T11:50:00Z', true, true],
      ['2026-06-15T11:50:00.001Z', true, false],
      ['2026-06-15T12:00:00.001Z', false, false],
    ]);
  });
});

test.each<[object, boolean]>([
  [last('1h'), true],
  [next('1h'), true],
  [{ not: { any: [{ field: 'event.a', op: 'exists' }, last('1h')] } }, true],
  [{ did: 'X', within: '1d' }, true],
  [{ did: 'X' }, false],
  [{ all: [{ field: 'event.a', op: 'before', value: '2026-01-01' }, { segment: 's' }] }, false],
])('whether the answer of %j hangs on the time: %s', (condition, hangs) => {
  expect(hangsOnTime(accepted(condition))).toBe(hangs);
});
