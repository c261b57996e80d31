import { findings, journeyWith } from '../testing';
import { branchCannotMatch } from './branch-cannot-match';

const is = (op: string, value?: unknown) => ({
  field: 'profile.x',
  op,
  ...(value !== undefined && { value }),
});
const all = (...parts: readonly object[]) => ({ all: parts });
const any = (...parts: readonly object[]) => ({ any: parts });
const found = (path: string, field = 'profile.x') =>
  `warning ${path}: This never holds: no '${field}' is all that is asked of it here. ` +
  'Use "any" where one of these is enough, or leave one of them out.';

const asking = (condition: object) =>
  journeyWith({
    ask: { kind: 'branch', paths: [{ name: 'a', if: condition, next: null }], otherwise: null },
  });

test.each<[condition: object]>([
  [is('eq', 'vip')],
  [all(is('eq', 'vip'), { field: 'profile.y', op: 'eq', value: 'free' })],
  [any(is('eq', 'vip'), is('eq', 'free'))],
  [all(is('in', ['vip', 'free']), is('ne', 'vip'))],
  [all(is('in', ['vip', 'free']), is('in', ['free', 'old']))],
  [all(is('eq', 'vip'), is('startsWith', 'v'), is('exists'))],
  [all(is('missing'), is('ne', 'vip'))],
  [all(is('gt', 1), is('lt', 2))],
  [all(is('gte', 1), is('lte', 1))],
  [all(is('eq', 5), is('gte', 5))],
  [all(is('contains', 'a'), is('contains', 'b'))],
  [all(is('eq', '2026-01-01T00:00:00Z'), is('withinLast', '1d'))],
  [all(is('eq', '2026-01-01'), is('after', '2025-12-30'))],
  // A day begins later in the west.
  [all(is('eq', '2026-01-01'), is('after', '2026-01-01T00:00:00Z'))],
  [any(all(is('eq', 1), is('eq', 2)), is('eq', 3))],
  [{ not: all(is('eq', 1), is('eq', 2)) }],
  [all({ did: 'Bought' }, { did: 'Bought', atMost: 0, within: '1d' })],
])('%j may hold', (condition) => {
  expect(findings(branchCannotMatch, asking(condition))).toEqual([]);
});

test.each<[condition: object]>([
  [all(is('eq', 'vip'), is('eq', 'free'))],
  [all(is('eq', 5), is('eq', '5'))],
  [all(is('eq', 'vip'), is('ne', 'vip'))],
  [all(is('eq', 'vip'), is('in', ['free', 'old']))],
  [all(is('in', ['vip', 'free']), is('notIn', ['free', 'vip']))],
  [all(is('eq', 'vip'), is('missing'))],
  [all(is('missing'), is('exists'))],
  [all(is('missing'), is('gt', 5))],
  [all(is('gt', 2), is('lt', 1))],
  [all(is('gt', 0), is('gte', 5), is('lt', 5))],
  [all(is('gt', 5), is('lte', 5), is('lt', 9))],
  [all(is('eq', 'vip'), is('gt', 5))],
  [all(is('gt', 5), is('startsWith', 'v'))],
  [all(is('lt', 5), is('withinLast', '1d'))],
  [all(is('eq', 5), is('withinLast', '1d'))],
  [all(is('eq', 'vip'), is('endsWith', 'x'))],
  [all(is('eq', 'soon'), is('after', '2026-01-01'))],
  [all(all(is('eq', 'vip')), { did: 'Bought' }, all(is('eq', 'free')))],
  [any(all(is('eq', 1), is('eq', 2)), all(is('eq', 3), is('eq', 4)))],
  [all(is('exists'), any(all(is('eq', 1), is('eq', 2))))],
])('%j never holds', (condition) => {
  expect(findings(branchCannotMatch, asking(condition))).toEqual([found('/steps/ask/paths/0/if')]);
});

test('wherever conditions are written', () => {
  const where = {
    all: [
      { field: 'event.n', op: 'eq', value: 1 },
      { field: 'event.n', op: 'eq', value: 2 },
    ],
  };
  const paths = [{ name: 'a', event: 'Bought', where, next: null }];
  const document = journeyWith(
    { on: { kind: 'waitFor', paths } },
    {
      trigger: { event: 'Begun', where },
      exit: [{ event: 'Left', where }],
      goal: { event: 'Bought', where },
    },
  );
  expect(findings(branchCannotMatch, document)).toEqual(
    ['/trigger/where', '/exit/0/where', '/goal/where', '/steps/on/paths/0/where'].map((path) =>
      found(path, 'event.n'),
    ),
  );
});
