import fc from 'fast-check';
import { MAX_JOURNEY_BYTES, MAX_STEPS } from './journey.schema';
import { readJourney } from './read-journey';
import { broken, MISSING, problemsOf, said, sound } from './testing/broken';

const wait = { kind: 'wait', for: '1h', next: null };

describe('a journey', () => {
  test('is read as it is written', () => {
    expect(readJourney(sound())).toEqual({ kind: 'journey', journey: sound() });
  });

  test.each([
    '/zone',
    '/entry',
    '/exit',
    '/goal',
    '/limits',
    '/entry/key',
    '/entry/again',
    '/exit/0/reason',
    '/trigger/where',
  ])('may do without %s', (at) => {
    expect(problemsOf(broken(at, MISSING))).toEqual([]);
  });

  test.each<[at: string, written: unknown]>([
    ['/$schema', '../../docs/journey.schema.json'],
    ['/name', 'Carrinho abandonado 🛒'],
    ['/description', ''],
    ['/entry/again', { after: '30d' }],
    ['/exit', []],
    ['/goal/within', '1y'],
    ['/steps/clicked?', wait],
    ['/steps/constructor', wait],
    ['/steps/hold', { kind: 'wait', until: '2026-12-24', zone: 'Europe/Lisbon', ifPast: 'exit', next: null }],
    ['/steps/hold', { kind: 'wait', until: 'event.slots[0].from', next: 'mail' }],
    ['/steps/mail/from', { name: 'Ana da Silva', email: 'ana@example.com' }],
    ['/steps/mail/onRefused', null],
    ['/trigger', { api: true }],
    ['/trigger', { segment: 'vips', on: 'leave' }],
  ])('may have at %s %j', (at, written) => {
    expect(problemsOf(broken(at, written))).toEqual([]);
  });
});

describe('problems', () => {
  test('are all told, each at its place, with the step it is in', () => {
    const document = {
      ...sound(),
      start: 5,
      steps: {
        hold: { ...wait, for: 'soon' },
        'mail?': { kind: 'emial' },
        'a/b~c': wait,
        ['x'.repeat(70)]: wait,
      },
      colour: 'red',
    };
    const long = 'x'.repeat(70);
    expect(
      problemsOf(document).map(({ rule, severity, step, path }) => [rule, severity, step, path]),
    ).toEqual([
      ['not-a-journey', 'error', null, '/start'],
      ['not-a-journey', 'error', 'hold', '/steps/hold/for'],
      ['not-a-journey', 'error', 'mail?', '/steps/mail?/kind'],
      ['not-a-journey', 'error', 'a/b~c', '/steps/a~1b~0c'],
      ['not-a-journey', 'error', null, `/steps/${long}`],
      ['not-a-journey', 'error', null, '/colour'],
    ]);
  });

  test('of one object are all told', () => {
    expect(said(broken('/entry/again', { aftr: '3d' }))).toEqual([
      ['/entry/again/after', "'after' is missing.", 'an example of it'],
      ['/entry/again/aftr', "'aftr' is not a setting here.", "Did you mean 'after'?"],
    ]);
  });

  test.each<[document: unknown, sentence: string]>([
    [null, 'The document must be an object, not null.'],
    [[], 'The document must be an object, not a list.'],
    ['{}', 'The document must be an object, not text.'],
    [5, 'The document must be an object, not a number.'],
    [true, 'The document must be an object, not true or false.'],
    [undefined, 'A journey is plain JSON.'],
    [() => sound(), 'A journey is plain JSON.'],
  ])('of %p are told of the whole document', (document, sentence) => {
    expect(problemsOf(document)).toMatchObject([{ path: '', sentence }]);
  });

  test('are a hundred at most', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 300 }, (_, place) => [`s${place}`, { kind: 'wiat' }]),
    );
    expect(problemsOf(broken('/steps', steps))).toHaveLength(100);
    const settings = Object.fromEntries(Array.from({ length: 5_000 }, (_, place) => [`unknown-${place}`, 1]));
    expect(problemsOf({ ...sound(), ...settings })).toHaveLength(100);
  });
});

describe('the limits', () => {
  const stepsOf = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, place) => [`s${place}`, wait]));
  const nested = (levels: number): unknown =>
    Array.from({ length: levels - 1 }).reduce<unknown>((inner) => ({ not: inner }), {
      field: 'event.a',
      op: 'exists',
    });

  test('a thousand steps, not one more', () => {
    expect(problemsOf(broken('/steps', stepsOf(MAX_STEPS)))).toEqual([]);
    expect(said(broken('/steps', stepsOf(MAX_STEPS + 1)))).toEqual([
      ['/steps', 'A journey has at most 1000 steps.', 'Make two journeys of it.'],
    ]);
  });

  test('256 KB, counted in bytes of UTF-8', () => {
    const room = MAX_JOURNEY_BYTES - JSON.stringify(broken('/description', '')).length;
    expect(problemsOf(broken('/description', 'x'.repeat(room)))[0]?.sentence).toContain('description');
    for (const text of ['x'.repeat(room + 1), 'ã'.repeat(room / 2 + 1), '💤'.repeat(room / 4 + 1)]) {
      expect(said(broken('/description', text))).toEqual([
        ['', 'A journey has at most 256 KB.', 'Make two journeys of it, or keep content in templates.'],
      ]);
    }
  });

  test('conditions 16 deep, and then not looked at', () => {
    expect(problemsOf(broken('/trigger/where', nested(16)))).toEqual([]);
    expect(problemsOf(broken('/trigger/where', nested(17)))).toMatchObject([
      { path: '/trigger/where', sentence: 'Conditions are nested more than 16 deep.' },
    ]);
    expect(problemsOf(broken('/exit/0/where', nested(20_000)))).toHaveLength(1);
  });

  test('50 exit rules', () => {
    const rules = Array.from({ length: 51 }, () => ({ event: 'Left' }));
    expect(problemsOf(broken('/exit', rules.slice(1)))).toEqual([]);
    expect(problemsOf(broken('/exit', rules))).toMatchObject([
      { sentence: 'A journey has at most 50 exit rules.' },
    ]);
  });

  test.each<[at: string, longest: number]>([
    ['/key', 100],
    ['/name', 200],
    ['/description', 2_000],
    ['/trigger/event', 200],
    ['/exit/0/reason', 200],
    ['/steps/end/reason', 200],
    ['/steps/mail/template', 100],
  ])('at %s %d characters', (at, longest) => {
    expect(problemsOf(broken(at, 'x'.repeat(longest)))).toEqual([]);
    expect(problemsOf(broken(at, 'x'.repeat(longest + 1)))).toMatchObject([{ path: at }]);
  });
});

describe('hostile documents', () => {
  const PLACES = pointersOf(sound());

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'the key %s is no setting',
    (key) => {
      const at = (place: string) =>
        JSON.parse(JSON.stringify(broken(`${place}/hostile`, 1)).replace('hostile', key)) as unknown;
      for (const place of ['', '/entry', '/exit/0', '/goal', '/steps/hold', '/limits', '/trigger']) {
        expect(problemsOf(at(place)).map((problem) => problem.path)).toEqual([`${place}/${key}`]);
      }
      expect({}).not.toHaveProperty('hostile');
    },
  );

  test('a step called __proto__ is not left out in silence', () => {
    const document: unknown = JSON.parse(JSON.stringify(sound()).replace('"end":{', '"__proto__":{'));
    expect(problemsOf(document)).toMatchObject([
      { path: '/steps/__proto__', sentence: "'__proto__' cannot be the id of a step." },
    ]);
  });

  test('what JSON cannot say is no journey', () => {
    const around: Record<string, unknown> = { ...sound() };
    around['steps'] = { hold: around };
    expect(problemsOf(around)).toMatchObject([{ path: '', sentence: 'A journey is plain JSON.' }]);
    expect(problemsOf({ ...sound(), key: 1n })).toMatchObject([
      { path: '', sentence: 'A journey is plain JSON.' },
    ]);
  });

  test.each(PLACES)(
    '%s: whatever stands there, the answer is a journey or problems that can be read',
    (place) => {
      for (const value of [
        null,
        0,
        -1.5,
        true,
        '',
        'x'.repeat(100_000),
        '\0\ud83d',
        [],
        [[]],
        {},
        { kind: 'wait' },
        '9'.repeat(40),
      ]) {
        for (const { path, sentence, hint } of problemsOf(broken(place, value))) {
          expect(path.startsWith('/')).toBe(true);
          expect(sentence).toMatch(/^[A-Z0-9"'][^]{0,300}\.$/);
          expect(`${sentence} ${hint}`).not.toMatch(
            /undefined|NaN|received|Invalid|expected (?!here)|\[object/,
          );
          expect(hint).toMatch(/[.?}\]"]|null where the journey ends$/);
        }
      }
    },
  );

  test('any JSON is answered, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(...PLACES), (value, place) => {
        expect(['journey', 'not-a-journey']).toContain(readJourney(value).kind);
        expect(['journey', 'not-a-journey']).toContain(readJourney(broken(place, value)).kind);
      }),
      { numRuns: 300 },
    );
  });

  test('anything at all is answered, and never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
        }),
        (value) => {
          expect(readJourney(value).kind).toBe('not-a-journey');
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Every place of a document, as pointers. */
function pointersOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${at}/${key}`,
    ...pointersOf(inner, `${at}/${key}`),
  ]);
}
