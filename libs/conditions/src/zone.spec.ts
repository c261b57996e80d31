import { isZone, zoneOr } from './zone';

describe('a zone', () => {
  test.each([
    'UTC',
    'GMT',
    'Etc/GMT+3',
    'America/Sao_Paulo',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
    'Europe/Lisbon',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'US/Eastern',
    'EST5EDT',
    'Antarctica/DumontDUrville',
    'W-SU',
  ])('%s is one', (text) => {
    expect(isZone(text)).toBe(true);
    expect(isZone(text)).toBe(true);
    expect(zoneOr(text, 'UTC')).toBe(text);
  });

  test.each([
    ['', 'nothing'],
    ['america/sao_paulo', 'spelled otherwise'],
    ['AMERICA/SAO_PAULO', 'spelled otherwise'],
    ['utc', 'spelled otherwise'],
    [' America/Sao_Paulo', 'space before it'],
    ['America/Sao_Paulo ', 'space after it'],
    ['America/Sao_Paulo\0', 'a zero byte after it'],
    ['America/Sao Paulo', 'a space for the underscore'],
    ['America/Atlantis', 'no such city'],
    ['+03:00', 'an offset'],
    ['-03', 'an offset'],
    ['UTC+3', 'an offset'],
    ['Z', 'a letter'],
    ['Brasilia', 'a city alone'],
    ['Factory', 'a placeholder'],
    ['__proto__', 'hostile'],
    ['constructor', 'hostile'],
    ['../../etc/passwd', 'hostile'],
    ['🕰', 'no letters'],
  ])('%p is none (%s)', (text) => {
    expect(isZone(text)).toBe(false);
    expect(zoneOr(text, 'Europe/Lisbon')).toBe('Europe/Lisbon');
  });

  test.each([[undefined], [null], [3], [true], [{}], [['UTC']], [Symbol('UTC')]])(
    'a value that is no text is none',
    (value) => {
      expect(isZone(value)).toBe(false);
      expect(zoneOr(value, 'UTC')).toBe('UTC');
    },
  );

  test('a very long text is none', () => {
    expect(isZone('A'.repeat(1_000_000))).toBe(false);
  });

  test('the fallback is taken as it is', () => {
    expect(zoneOr('Nowhere', 'Nowhere either')).toBe('Nowhere either');
  });
});
