import fc from 'fast-check';
import { advance, type Turn } from '../../advance';
import { emptyMemory, type Run } from '../../run';
import { simulate } from '../../simulate';
import { semanticsOf } from '../../step-table';
import { at, event, given, journeyFrom, journeyWith } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');
const NAMES = ['a', 'b', 'c', 'd'];

/** A split of these shares, each path of which ends with its own name. */
function splitting(shares: readonly number[], more: object = {}): object {
  const paths = shares.map((share, index) => ({ name: NAMES[index], share, next: NAMES[index] }));
  const ends = NAMES.map((name) => [name, { kind: 'exit', reason: name }] as const);
  return journeyWith({ ab: { kind: 'split', paths }, ...Object.fromEntries(ends) }, { ...more });
}

/** Which path a person takes. */
function pathOf(document: object, profileId: string): unknown {
  return turnOf(document, profileId).run.memory.outputs['ab']?.['path'];
}

/** The turn of a person who has just entered, and was given these paths before. */
function turnOf(
  document: object,
  profileId: string,
  variants: { readonly [step: string]: string } = {},
): Turn {
  const journey = journeyFrom(document);
  const trigger = { name: 'Begun', properties: {}, timestamp: 0, acceptedAt: 0, messageId: 'm' } as const;
  const run: Run = {
    ...{ id: `run of ${profileId}`, workspaceId: 'w', profileId, entryKey: '', enteredAt: 0 },
    ...{ trigger: { ...trigger, source: 'client' }, step: journey.start, rest: null, memory: emptyMemory },
  };
  const situation = { now: 0, profile: {}, zone: 'UTC', counts: {}, won: null, send: null, variants };
  return advance(journey, run, situation);
}

/** How many of so many people take each path. */
function counted(document: object, people: number): Record<string, number> {
  const paths = Array.from({ length: people }, (_, index) => pathOf(document, `person-${index}`));
  return Object.fromEntries(
    NAMES.map((name) => [name, paths.filter((path) => path === name).length] as const).filter(
      ([, count]) => count > 0,
    ),
  );
}

const anyPerson = fc.uuid();
const anyShares = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 3 })
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
  .map((edges) => edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0)));

describe('a split', () => {
  test('goes on at once, and says which variant it was, of how many', () => {
    expect(
      given(splitting([0, 100]))
        .on(event('Begun'), NOON)
        .log(),
    ).toEqual([
      '0s entered: Begun arrived',
      "0s ab decided: takes 'b', one of 2 variants (100 %)",
      '0s b decided: b',
      '0s b ended: b',
    ]);
  });

  // These people are always the same, so the counts are, too: within 4 standard deviations of what was asked for.
  test.each<[shares: readonly number[]]>([[[50, 50]], [[10, 90]], [[33, 33, 34]], [[1, 2, 3, 94]]])(
    'of many people, %j of a hundred take each path',
    (shares) => {
      const people = 4_000;
      const counts = counted(splitting(shares), people);
      for (const [index, share] of shares.entries()) {
        const [odds, found] = [share / 100, counts[NAMES[index] ?? ''] ?? 0];
        expect(Math.abs(found - people * odds)).toBeLessThan(4 * Math.sqrt(people * odds * (1 - odds)));
      }
    },
  );

  test('nobody takes a path of no share, and everybody one of all', () => {
    fc.assert(
      fc.property(anyShares, anyPerson, (shares, person) => {
        const path = pathOf(splitting(shares), person);
        const index = NAMES.findIndex((name) => name === path);
        expect(shares[index]).toBeGreaterThan(0);
      }),
    );
  });

  test('the same person always takes the same path, whatever else the journey says', () => {
    fc.assert(
      fc.property(anyShares, anyPerson, (shares, person) => {
        const other = { name: 'Another', zone: 'America/Sao_Paulo', limits: { visits: 3 } };
        expect(pathOf(splitting(shares, other), person)).toBe(pathOf(splitting(shares), person));
      }),
    );
  });

  test('people who move when shares change go where there is more than before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        anyPerson,
        (x, y, person) => {
          const [less, more] = [Math.min(x, y), Math.max(x, y)];
          const before = pathOf(splitting([less, 100 - less]), person);
          const then = pathOf(splitting([more, 100 - more]), person);
          expect(before === 'b' || then === 'a').toBe(true);
        },
      ),
    );
  });

  test.each<
    [before: string | undefined, shares: readonly number[], path: string, variant: string | undefined]
  >([
    ['a', [0, 100], 'a', undefined],
    ['b', [100, 0], 'b', undefined],
    [undefined, [0, 100], 'b', 'b'],
    ['gone', [0, 100], 'b', 'b'],
    ['constructor', [100, 0], 'a', 'a'],
  ])('who was given %s before, takes of %j: %s', (before, shares, path, variant) => {
    const turn = turnOf(splitting(shares), 'ana', before === undefined ? {} : { ab: before });
    expect(turn.end?.because).toBe(path);
    expect(turn.variants).toEqual(variant === undefined ? {} : { ab: variant });
  });

  test('in another journey, or at another step, people are divided anew', () => {
    const people = Array.from({ length: 400 }, (_, index) => `person-${index}`);
    const here = people.map((person) => pathOf(splitting([50, 50]), person));
    const there = people.map((person) => pathOf(splitting([50, 50], { key: 'another' }), person));
    const same = here.filter((path, index) => path === there[index]).length;
    expect(same).toBeGreaterThan(150);
    expect(same).toBeLessThan(250);
  });

  test.each<[shares: readonly number[], only: readonly string[]]>([
    [[0, 0], ['b']],
    [
      [1, 1],
      ['a', 'b'],
    ],
    [
      [0, 100, 100, 0],
      ['b', 'c'],
    ],
  ])('in a draft whose shares are %j, it takes %j', (shares, only) => {
    expect(Object.keys(counted(splitting(shares), 200)).toSorted()).toEqual(only);
  });

  test('leaves the path it took to later steps', () => {
    const again = {
      kind: 'branch',
      paths: [{ name: 'same', if: { field: 'steps.ab.path', op: 'eq', value: 'b' }, next: 'b' }],
      otherwise: null,
    };
    const paths = [
      { name: 'a', share: 0, next: null },
      { name: 'b', share: 100, next: 'again' },
    ];
    const end = { kind: 'exit', reason: 'b' };
    const story = given(journeyWith({ ab: { kind: 'split', paths }, again, b: end }));
    expect(story.on(event('Begun'), NOON).endings()).toMatchObject([{ because: 'b' }]);
  });

  test('a simulation takes the path of the person that its seed stands for', () => {
    const document = splitting([50, 50]);
    const seeds = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    const told = seeds.map((seed) => {
      const script = { seed, event: { name: 'Begun' } };
      const simulated = simulate(journeyFrom(document), script, { now: 0, zone: 'UTC' });
      return simulated.kind === 'simulated' ? simulated.simulation.enrollments[0]?.because : null;
    });
    expect(told).toEqual(seeds.map((seed) => pathOf(document, seed)));
    expect(new Set(told)).toEqual(new Set(['a', 'b']));
  });

  test('has an edge for each path, and takes no time', () => {
    const step = journeyFrom(splitting([50, 50])).steps['ab'];
    if (!step) throw new Error('there is no split');
    expect(semanticsOf(step).takesTime(step)).toBe(false);
    expect(semanticsOf(step).edges(step)).toEqual([
      { at: ['paths', 0, 'next'], next: 'a' },
      { at: ['paths', 1, 'next'], next: 'b' },
    ]);
  });
});
