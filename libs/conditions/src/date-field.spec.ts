import { at, factsWith } from './testing/facts-with';
import { judged } from './testing/judged';

const NEW_YORK = 'America/New_York';

function judge(
  date: unknown,
  op: string,
  value: string,
  now = '2026-06-15T12:00:00-03:00',
  zone = 'America/Sao_Paulo',
) {
  const event = JSON.parse(JSON.stringify({ date })) as { date: string };
  return judged({ field: 'event.date', op, value }, factsWith({ event, now: at(now), zone }));
}

describe('before and after', () => {
  test.each<[unknown, string, string, boolean, string]>([
    ['2026-06-15T12:00:00Z', 'before', '2026-06-16T00:00:00Z', true, 'before 2026-06-16T00:00:00Z'],
    ['2026-06-15T12:00:00Z', 'before', '2026-06-15T12:00:00Z', false, 'not before 2026-06-15T12:00:00Z'],
    ['2026-06-15T12:00:00Z', 'after', '2026-06-15T12:00:00Z', false, 'not after 2026-06-15T12:00:00Z'],
    ['2026-06-15T12:00:00.001Z', 'after', '2026-06-15T12:00:00Z', true, 'after 2026-06-15T12:00:00Z'],
    ['2026-06-15T12:00:00-03:00', 'after', '2026-06-15T14:00:00Z', true, 'after 2026-06-15T14:00:00Z'],
    ['2026-06-15T12:00:00+09:00', 'before', '2026-06-15T04:00:00Z', true, 'before 2026-06-15T04:00:00Z'],
    ['1990-05-01', 'before', '2008-01-01', true, 'before 2008-01-01'],
    ['2008-01-01', 'before', '2008-01-01', false, 'not before 2008-01-01'],
    ['2008-01-01T00:00:00-02:00', 'after', '2008-01-01', false, 'not after 2008-01-01'],
    ['2008-01-01T02:59:59Z', 'before', '2008-01-02', true, 'before 2008-01-02'],
  ])('%s %s %s: %s', (date, op, value, holds, words) => {
    expect(judge(date, op, value)).toEqual({ holds, because: `date is ${String(date)}, ${words}` });
  });

  test.each<[unknown, string]>([
    ['soon', "date is 'soon', not a date"],
    ['15/06/2026', "date is '15/06/2026', not a date"],
    ['2026-06-15T12:00:00', "date is '2026-06-15T12:00:00', not a date"],
    ['2026-02-30', "date is '2026-02-30', not a date"],
    ['', "date is '', not a date"],
    [1_781_524_800_000, 'date is 1781524800000 (a number), not a date'],
    [true, 'date is true (yes or no), not a date'],
    [['2026-06-15'], "date is ['2026-06-15'] (a list), not a date"],
    [{ year: 2026 }, 'date is an object (an object), not a date'],
    [null, 'date is missing'],
    [undefined, 'date is missing'],
  ])('%j is no date for any of them', (date, because) => {
    for (const [op, value] of [
      ['before', '9999-12-31'],
      ['after', '0001-01-01'],
      ['withinLast', '100y'],
      ['withinNext', '100y'],
    ] as const) {
      expect(judge(date, op, value)).toEqual({ holds: false, because });
    }
  });

  test('a day alone is a day in the zone of the person', () => {
    expect(judge('2026-06-15', 'after', '2026-06-14T18:00:00Z', undefined, 'Asia/Tokyo').holds).toBe(false);
    expect(judge('2026-06-15', 'after', '2026-06-14T18:00:00Z', undefined, 'America/Sao_Paulo').holds).toBe(
      true,
    );
  });
});

describe('withinLast and withinNext', () => {
  type Row = [date: string, op: string, value: string, now: string, holds: boolean, zone?: string];
  test.each<Row>([
    ['2026-06-15T11:00:00Z', 'withinLast', '1h', '2026-06-15T12:00:00Z', true],
    ['2026-06-15T11:00:00Z', 'withinLast', '1h', '2026-06-15T12:00:00.001Z', false],
    ['2026-06-15T11:00:00Z', 'withinLast', '1h', '2026-06-15T11:00:00Z', true],
    ['2026-06-15T11:00:00Z', 'withinLast', '1h', '2026-06-15T10:59:59.999Z', false],
    ['2026-06-15T11:00:00Z', 'withinNext', '1h', '2026-06-15T10:00:00Z', true],
    ['2026-06-15T11:00:00Z', 'withinNext', '1h', '2026-06-15T09:59:59.999Z', false],
    ['2026-06-15T11:00:00Z', 'withinNext', '1h', '2026-06-15T11:00:00Z', true],
    ['2026-06-15T11:00:00Z', 'withinNext', '1h', '2026-06-15T11:00:00.001Z', false],
    ['2026-06-01T09:00:00Z', 'withinLast', '7d', '2026-06-05T00:00:00Z', true],
    ['2026-06-01T09:00:00Z', 'withinLast', '7d', '2026-06-08T09:00:00Z', true],
    ['2026-06-01T09:00:00Z', 'withinLast', '7d', '2026-06-08T09:00:00.001Z', false],
    ['2026-06-01T09:00:00Z', 'withinLast', '7d', '2027-06-08T09:00:00Z', false],
    ['2026-03-07T12:00:00-05:00', 'withinLast', '1d', '2026-03-08T12:00:00-04:00', true, NEW_YORK],
    ['2026-03-07T12:00:00-05:00', 'withinLast', '1d', '2026-03-08T12:30:00-04:00', false, NEW_YORK],
    ['2026-03-07T12:00:00-05:00', 'withinLast', '24h', '2026-03-08T13:00:00-04:00', true, NEW_YORK],
    ['2026-10-31T12:00:00-04:00', 'withinLast', '1d', '2026-11-01T12:00:00-05:00', true, NEW_YORK],
    ['2026-10-31T12:00:00-04:00', 'withinLast', '24h', '2026-11-01T12:00:00-05:00', false, NEW_YORK],
    ['2026-01-31T12:00:00Z', 'withinLast', '1mo', '2026-02-28T12:00:00Z', true, 'UTC'],
    ['2026-01-31T12:00:00Z', 'withinLast', '1mo', '2026-02-28T12:00:01Z', false, 'UTC'],
    ['2028-02-29T12:00:00Z', 'withinLast', '1y', '2029-02-28T12:00:00Z', true, 'UTC'],
    ['2028-02-29T12:00:00Z', 'withinLast', '1y', '2029-03-01T12:00:00Z', false, 'UTC'],
    ['2026-03-31T12:00:00Z', 'withinNext', '1mo', '2026-02-28T12:00:00Z', true, 'UTC'],
    ['2026-03-31T12:00:00Z', 'withinNext', '1mo', '2026-02-28T11:59:59Z', false, 'UTC'],
    ['2026-06-18', 'withinNext', '3d', '2026-06-15T00:00:00-03:00', true],
    ['2026-06-18', 'withinNext', '3d', '2026-06-14T23:59:59-03:00', false],
    ['2026-06-15', 'withinLast', '0s', '2026-06-15T00:00:00-03:00', true],
    ['0000-01-01', 'withinLast', '100y', '2026-06-15T00:00:00Z', false],
    ['9999-12-31', 'withinNext', '100y', '2026-06-15T00:00:00Z', false],
    ['2026-06-01T09:00:00Z', 'withinLast', '7d', '2026-06-08T09:00:00Z', true, 'Not/A_Zone'],
  ])('%s %s %s, asked at %s: %s', (...[date, op, value, now, holds, zone]) => {
    const words = `${holds ? '' : 'not '}within the ${op === 'withinLast' ? 'last' : 'next'} ${value}`;
    expect(judge(date, op, value, now, zone)).toEqual({ holds, because: `date is ${date}, ${words}` });
  });
});
