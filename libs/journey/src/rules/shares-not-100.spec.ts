import { findings, journeyWith } from '../testing';
import { sharesNot100 } from './shares-not-100';

const split = (...shares: readonly number[]) => ({
  kind: 'split',
  paths: shares.map((share, index) => ({ name: `v${index}`, share, next: null })),
});

test.each<[string, steps: { [id: string]: object }, found: readonly string[]]>([
  ['nothing is divided', { end: { kind: 'exit', reason: 'x' } }, []],
  ['half and half', { ab: split(50, 50) }, []],
  ['thirds', { ab: split(33, 33, 34) }, []],
  ['all to one', { ab: split(0, 100) }, []],
  [
    'too few',
    { ab: split(50, 40) },
    ["error /steps/ab/paths: The shares of 'ab' total 90, not 100. Give 10 more to one of its paths."],
  ],
  [
    'too many, in a step of two',
    { ok: split(1, 99), 'ab?': split(100, 1) },
    ["error /steps/ab?/paths: The shares of 'ab?' total 101, not 100. Take 1 away from its paths."],
  ],
  [
    'nothing to anybody',
    { ab: split(0, 0) },
    ["error /steps/ab/paths: The shares of 'ab' total 0, not 100. Give 100 more to one of its paths."],
  ],
])('%s', (_, steps, found) => {
  expect(findings(sharesNot100, journeyWith(steps))).toEqual(found);
});
