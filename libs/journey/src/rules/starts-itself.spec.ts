import { findings, journeyWith } from '../testing';
import { startsItself } from './starts-itself';

const go = (journey: string) => ({ kind: 'startJourney', journey, next: null });
const wait = { kind: 'wait', for: '1d', next: 'go' };
const set = (next: string) => ({ kind: 'set', set: { x: 1 }, next });

test.each<[string, steps: Readonly<Record<string, object>>, found: readonly string[]]>([
  [
    'at once',
    { go: go('story') },
    [
      'error /steps/go/journey: The journey starts itself at \'go\', and nobody ever waits before. Put a wait with "for" before it.',
    ],
  ],
  [
    'after steps that take no time',
    { a: set('b'), b: set('go'), go: go('story') },
    [
      'error /steps/go/journey: The journey starts itself at \'go\', and nobody ever waits before. Put a wait with "for" before it.',
    ],
  ],
  ['after a wait', { wait, go: go('story') }, []],
  ['another one', { go: go('other') }, []],
  ['at a step that nobody comes to', { end: { kind: 'exit', reason: 'x' }, go: go('story') }, []],
])('a journey that starts itself %s', (_, steps, found) => {
  expect(findings(startsItself, journeyWith(steps))).toEqual(found);
});
