import { withParameters } from './with-parameters';

const utm = { utm_source: 'shop', utm_campaign: 'volta às aulas' };
const ADDED = 'utm_source=shop&utm_campaign=volta+%C3%A0s+aulas';

describe('an address that is given parameters', () => {
  test.each([
    ['https://shop.example', `https://shop.example?${ADDED}`],
    ['https://shop.example/a', `https://shop.example/a?${ADDED}`],
    ['https://shop.example/a?', `https://shop.example/a?${ADDED}`],
    ['https://shop.example/a?b=1', `https://shop.example/a?b=1&${ADDED}`],
    ['https://shop.example/a?b=1&', `https://shop.example/a?b=1&${ADDED}`],
    ['https://shop.example/a?b=x?y', `https://shop.example/a?b=x?y&${ADDED}`],
    ['https://shop.example/a?b=%20c%7C#top', `https://shop.example/a?b=%20c%7C&${ADDED}#top`],
    ['https://shop.example/#/a?b=1', `https://shop.example/?${ADDED}#/a?b=1`],
    [
      'https://shop.example/?utm_source=mine',
      'https://shop.example/?utm_source=mine&utm_campaign=volta+%C3%A0s+aulas',
    ],
    ['https://shop.example/?utm_campaign=&utm_source', 'https://shop.example/?utm_campaign=&utm_source'],
  ])('%s', (before, after) => expect(withParameters(before, utm)).toBe(after));

  test('and none: stays as it is', () =>
    expect(withParameters('https://shop.example/?', {})).toBe('https://shop.example/?'));
});
