import { findings, journeyWith } from '../testing';
import { loopWithoutWait } from './loop-without-wait';

const wait = (next: string | null) => ({ kind: 'wait', for: '1h', next });
const noWait = (next: string | null) => ({ kind: 'wait', for: '0s', next });
const until = (next: string | null) => ({ kind: 'wait', until: 'profile.renews', next });
const waitFor = (limit: object) => ({
  kind: 'waitFor',
  paths: [{ name: 'bought', event: 'Bought', next: 'a' }],
  ...limit,
});
const mail = (next: string | null, edges: object = {}) => ({ kind: 'email', template: 't', next, ...edges });

const HINT = 'Put a wait with "for" into the loop, or let its steps lead out of it.';
const found = (first: string, words: string) =>
  `error /steps/${first}: Nobody ever waits in the loop ${words}. ${HINT}`;

test.each<[string, document: object, found: readonly string[]]>([
  ['no loop', journeyWith({ a: mail('b'), b: mail(null) }), []],
  [
    'two ways to one step are no loop',
    journeyWith({ a: mail('b', { onRefused: 'c' }), b: mail('c'), c: mail(null) }),
    [],
  ],
  ['a loop with a wait', journeyWith({ a: mail('b'), b: wait('a') }), []],
  ['a wait that leads to itself', journeyWith({ a: wait('a') }), []],
  ['a step that leads to itself', journeyWith({ a: mail('a') }), [found('a', "'a' → 'a'")]],
  [
    'a loop of messages',
    journeyWith({ a: mail('b'), b: mail('c'), c: mail('a') }),
    [found('a', "'a' → 'b' → 'c' → 'a'")],
  ],
  [
    'a wait of no time is none',
    journeyWith({ a: mail('b'), b: noWait('a') }),
    [found('a', "'a' → 'b' → 'a'")],
  ],
  [
    'waiting for an event takes time',
    journeyWith({ a: mail('b'), b: waitFor({ timeout: '1s', onTimeout: 'a' }), c: waitFor({}) }),
    [],
  ],
  [
    'what is waited for may hold already',
    journeyWith({
      a: mail('b'),
      b: {
        kind: 'waitFor',
        paths: [
          { name: 'x', event: 'Bought', next: null },
          { name: 'vip', if: { field: 'profile.vip', op: 'exists' }, next: 'a' },
        ],
      },
    }),
    [found('a', "'a' → 'b' → 'a'")],
  ],
  [
    'a loop by what does not happen in time takes time, whatever else is waited for',
    journeyWith({
      a: mail('b'),
      b: {
        kind: 'waitFor',
        paths: [{ name: 'vip', if: { field: 'profile.vip', op: 'exists' }, next: null }],
        timeout: '1d',
        onTimeout: 'a',
      },
    }),
    [],
  ],
  [
    'waiting for an event for no time takes none',
    journeyWith({ a: mail('b'), b: waitFor({ timeout: '0s', onTimeout: 'a' }) }),
    [found('a', "'a' → 'b' → 'a'")],
  ],
  ['an instant may be past', journeyWith({ a: mail('b'), b: until('a') }), [found('a', "'a' → 'b' → 'a'")]],
  [
    'a way around the wait',
    journeyWith({ a: mail('b', { onFailed: 'a' }), b: wait('a') }),
    [found('a', "'a' → 'a'")],
  ],
  [
    'a loop that is entered in its middle',
    journeyWith({ in: mail('b'), a: mail('b'), b: mail('a') }),
    [found('b', "'b' → 'a' → 'b'")],
  ],
  [
    'a loop that nobody reaches',
    journeyWith({ in: mail(null), a: mail('b'), b: mail('a') }),
    [found('a', "'a' → 'b' → 'a'")],
  ],
  [
    'two loops apart',
    journeyWith({ a: mail('a', { onFailed: 'b' }), b: mail('c'), c: mail('b') }),
    [found('b', "'b' → 'c' → 'b'"), found('a', "'a' → 'a'")],
  ],
  [
    'loops that share a step are told one at a time',
    journeyWith({ a: mail('b', { onFailed: 'a' }), b: mail('a') }),
    [found('a', "'a' → 'a'")],
  ],
  ['an edge that leads nowhere', journeyWith({ a: mail('constructor') }), []],
])('%s', (_, document, expected) => {
  expect(findings(loopWithoutWait, document)).toEqual(expected);
});

test('a loop of a thousand steps is told in a sentence that can be read', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, place) => [`s${place}`, mail(`s${(place + 1) % 1_000}`)]),
  );
  expect(findings(loopWithoutWait, journeyWith(steps))).toEqual([
    found('s0', "'s0' → 's1' → 's2' → 's3' → 's4' → 's5' → 994 more → 's0'"),
  ]);
});

test('a thousand steps that all lead back to the first are not a thousand problems', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, place) => [
      `s${place}`,
      mail(place < 999 ? `s${place + 1}` : null, { onFailed: 's0' }),
    ]),
  );
  expect(findings(loopWithoutWait, journeyWith(steps))).toHaveLength(1);
});
