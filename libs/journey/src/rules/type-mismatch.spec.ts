import { findings, journeyWith } from '../testing';
import { typeMismatch } from './type-mismatch';

const journey = (...conditions: readonly object[]) =>
  journeyWith({
    keep: {
      kind: 'set',
      set: { n: 1, t: 'a', b: true, l: ['a'], o: {}, nothing: null, found: { path: 'event.x' }, either: 1 },
      next: 'again',
    },
    again: { kind: 'set', set: { either: 'a' }, next: 'ask' },
    ask: {
      kind: 'branch',
      paths: conditions.map((condition, index) => ({ name: `p${index}`, if: condition, next: 'ask' })),
      otherwise: null,
    },
  });
const is = (field: string, op: string, value?: unknown) => ({
  field,
  op,
  ...(value !== undefined && { value }),
});
const line = (said: string, index = 0) => `warning /steps/ask/paths/${index}/if: ${said}`;

test.each<[condition: object]>([
  [is('run.n', 'gt', 5)],
  [is('run.n', 'eq', 5)],
  [is('run.n', 'in', ['a', 5])],
  [is('run.t', 'startsWith', 'a')],
  [is('run.t', 'before', '2026-01-01')],
  [is('run.l', 'contains', 'a')],
  [is('run.b', 'ne', false)],
  [is('run.n', 'exists')],
  [is('run.n', 'missing')],
  [is('run.nothing', 'gt', 5)],
  [is('run.found', 'gt', 5)],
  [is('run.unknown', 'gt', 5)],
  [is('run.either', 'gt', 5)],
  [is('run.either', 'eq', 'a')],
  [is('run.o.x', 'gt', 5)],
  [is('steps.ask.path', 'eq', 'p0')],
  [is('steps.ask.other', 'gt', 5)],
  [is('event.total', 'gt', 5)],
])('%j is of its kind, or nobody knows', (condition) => {
  expect(findings(typeMismatch, journey(condition))).toEqual([]);
});

test.each<[condition: object, is: string, compared: string]>([
  [is('run.t', 'gt', 5), 'text', 'a number'],
  [is('run.n', 'eq', '5'), 'a number', 'text'],
  [is('run.n', 'notIn', ['5', 'a', true]), 'a number', 'text or yes or no'],
  [is('run.n', 'contains', 'a'), 'a number', 'text or a list'],
  [is('run.b', 'lte', 5), 'yes or no', 'a number'],
  [is('run.l', 'matches', 'a'), 'a list', 'text'],
  [is('run.n', 'withinLast', '1d'), 'a number', 'text'],
  [is('run.either', 'eq', true), 'a number or text', 'yes or no'],
  [is('steps.ask.because', 'gt', 5), 'text', 'a number'],
])('%j: is %s, compared as %s', (condition, kind, compared) => {
  const { field } = condition as { field: string };
  expect(findings(typeMismatch, journey(condition))).toEqual([
    line(
      `'${field}' is ${kind}, but is compared as ${compared} here. ` +
        'Compare it with a value of its own kind, or read another path.',
    ),
  ]);
});

const quoted = (index: number) =>
  line(
    "'profile.age' is compared as a number elsewhere, but as the text '18' here: no number is a text. Write 18 without quotes.",
    index,
  );

test.each<[string, conditions: readonly object[], found: readonly string[]]>([
  ['a number in quotes', [is('profile.age', 'gt', 17), is('profile.age', 'eq', '18')], [quoted(1)]],
  ['among others', [is('profile.age', 'in', ['x', '18']), { not: is('profile.age', 'lt', 9) }], [quoted(0)]],
  ['a number', [is('profile.age', 'gt', 17), is('profile.age', 'eq', 18)], []],
  ['a text that is no number', [is('profile.age', 'gt', 17), is('profile.age', 'eq', 'old')], []],
  ['of another attribute', [is('profile.age', 'gt', 17), is('profile.zip', 'eq', '18')], []],
  ['of events, each of which may have its own', [is('event.n', 'gt', 17), is('event.n', 'eq', '18')], []],
])('%s', (_, conditions, found) => {
  expect(findings(typeMismatch, journey(...conditions))).toEqual(found);
});
