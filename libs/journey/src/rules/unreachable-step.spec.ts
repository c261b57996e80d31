import { findings, journeyWith } from '../testing';
import { unreachableStep } from './unreachable-step';

const end = { kind: 'exit', reason: 'x' };
const wait = (next: string | null) => ({ kind: 'wait', for: '1h', next });
const found = (id: string) =>
  `warning /steps/${id}: Nobody can reach step '${id}'. Let another step lead to it, or remove it.`;

test.each<[string, document: object, found: readonly string[]]>([
  ['all are reached', journeyWith({ a: wait('b'), b: end }), []],
  [
    'by onRefused and onFailed too',
    journeyWith({
      a: { kind: 'email', template: 't', next: null, onRefused: 'b', onFailed: 'c' },
      b: end,
      c: end,
    }),
    [],
  ],
  ['one that nothing leads to', journeyWith({ a: wait(null), b: end }), [found('b')]],
  ['one that only leads on', journeyWith({ a: wait(null), b: wait('a') }), [found('b')]],
  ['an island', journeyWith({ a: wait(null), b: wait('c'), c: wait('b') }), [found('b'), found('c')]],
  ['a loop with an end', journeyWith({ a: wait('b'), b: wait('a') }), []],
  ['a start that is none is told by another rule', journeyWith({ a: end, b: end }, { start: 'gone' }), []],
  [
    'an edge that leads nowhere does not disturb',
    journeyWith({ a: wait('constructor'), b: end }),
    [found('b')],
  ],
])('%s', (_, document, expected) => {
  expect(findings(unreachableStep, document)).toEqual(expected);
});

test('a thousand steps in a row are walked through', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, place) => [`s${place}`, wait(place < 998 ? `s${place + 1}` : null)]),
  );
  expect(findings(unreachableStep, journeyWith(steps))).toEqual([found('s999')]);
});
