import type { Condition } from './condition';
import { evaluate } from './evaluate';
import { missingNeeds } from './missing-needs';
import { needOf, needsOf } from './needs';
import { factsWith } from './testing/facts-with';
import { accepted } from './testing/judged';

const ordered = { did: 'Order Completed', atLeast: 3, within: '90d' };
const viewed = { did: 'Page Viewed', where: { field: 'event.path', op: 'startsWith', value: '/pricing' } };
const vip = { field: 'profile.plan', op: 'eq', value: 'vip' };
const free = { field: 'profile.plan', op: 'eq', value: 'free' };

describe('the counts a condition needs', () => {
  test.each<[unknown, object]>([
    [{ did: 'X' }, { did: 'X', within: null, where: null, atLeast: 1 }],
    [ordered, { did: 'Order Completed', within: '90d', where: null, atLeast: 3 }],
    [viewed, { did: 'Page Viewed', within: null, where: viewed.where, atLeast: 1 }],
    [
      { did: 'X', atMost: 0 },
      { did: 'X', within: null, where: null, atLeast: 1 },
    ],
    [
      { did: 'X', atMost: 5 },
      { did: 'X', within: null, where: null, atLeast: 6 },
    ],
    [
      { did: 'X', atLeast: 2, atMost: 5 },
      { did: 'X', within: null, where: null, atLeast: 6 },
    ],
  ])('%j needs %j', (condition, need) => {
    expect(needsOf(accepted(condition))).toEqual([{ key: expect.any(String), ...need }]);
  });

  test.each<[unknown, string[]]>([
    [vip, []],
    [{ segment: 's' }, []],
    [{ not: vip }, []],
    [
      { all: [vip, { any: [ordered, { not: viewed }] }, { did: 'X' }] },
      ['Order Completed', 'Page Viewed', 'X'],
    ],
    [{ any: [{ did: 'X' }, { did: 'X' }, { not: { did: 'X', atMost: 0 } }] }, ['X']],
    [{ all: [{ did: 'X' }, { did: 'X', within: '1d' }, { did: 'X', atLeast: 2 }] }, ['X', 'X', 'X']],
  ])('%j counts %j, each once', (condition, names) => {
    expect(needsOf(accepted(condition)).map((need) => need.did)).toEqual(names);
  });
});

describe('the key of a need', () => {
  test('is canonical JSON: it does not hang on the order in which keys are written', () => {
    const written = accepted(
      JSON.parse('{"within":"1d","where":{"value":"x","op":"eq","field":"event.a"},"did":"X"}'),
    );
    const other = accepted(
      JSON.parse('{"did":"X","where":{"field":"event.a","op":"eq","value":"x"},"within":"1d"}'),
    );
    const key = '{"atLeast":1,"did":"X","where":{"field":"event.a","op":"eq","value":"x"},"within":"1d"}';
    expect([...needsOf(written), ...needsOf(other)].map((need) => need.key)).toEqual([key, key]);
  });

  test('differs where anything that is counted differs', () => {
    const conditions: readonly unknown[] = [
      { did: 'X' },
      { did: 'x' },
      { did: 'X ' },
      { did: 'X', atLeast: 2 },
      { did: 'X', within: '1d' },
      { did: 'X', within: '24h' },
      { did: 'X', where: { field: 'event.a', op: 'eq', value: 1 } },
      { did: 'X', where: { field: 'event.a', op: 'eq', value: '1' } },
      { did: 'X', where: { not: { field: 'event.a', op: 'eq', value: 1 } } },
      { did: 'X","where":null' },
    ];
    const keys = conditions.flatMap((condition) => needsOf(accepted(condition)).map((need) => need.key));
    expect(new Set(keys).size).toBe(conditions.length);
  });
});

describe('the counts still to load', () => {
  const a = { did: 'A' };
  const b = { did: 'B', atLeast: 2 };
  const facts = (counts: { readonly [did: string]: number }) =>
    factsWith({
      profile: { plan: 'free' },
      counts: Object.fromEntries(
        [a, b].filter((one) => one.did in counts).map((one) => [needOf(one).key, counts[one.did] ?? 0]),
      ),
    });

  test.each<[unknown, { readonly [did: string]: number }, string[]]>([
    [a, {}, ['A']],
    [a, { A: 0 }, []],
    [{ not: a }, {}, ['A']],
    [{ all: [a, b] }, {}, ['A', 'B']],
    [{ all: [a, b] }, { A: 1 }, ['B']],
    [{ all: [a, b] }, { A: 0 }, []],
    [{ all: [a, b] }, { B: 0 }, ['A']],
    [{ any: [a, b] }, { A: 0 }, ['B']],
    [{ any: [a, b] }, { A: 1 }, []],
    [{ all: [vip, a] }, {}, []],
    [{ all: [free, a] }, {}, ['A']],
    [{ any: [free, a] }, {}, []],
    [{ any: [vip, a] }, {}, ['A']],
    [{ all: [a, vip, b] }, {}, ['A']],
    [{ not: { any: [free, a] } }, {}, []],
    [{ all: [{ any: [vip, { not: a }] }, { any: [free, b] }] }, {}, ['A']],
    [{ all: [{ not: { all: [a, free] } }, b] }, { A: 1 }, []],
    [{ any: [{ all: [a, vip] }, b] }, {}, ['A', 'B']],
    [{ any: [a, { not: a }, a] }, {}, ['A']],
    [{ any: [{ any: [a, free] }, b] }, {}, ['A']],
    [{ all: [{ all: [a, vip] }, b] }, {}, ['A']],
    [{ all: [{ segment: 's' }, a] }, {}, []],
    [{ any: [{ segment: 's' }, a] }, {}, ['A']],
  ])('%j with %j loaded: %j; then it can be answered', (written, counts, names) => {
    const condition: Condition = accepted(written);
    const before = facts(counts);
    const missing = missingNeeds(condition, before);
    expect(missing.map((need) => need.did)).toEqual(names);
    const loaded = Object.fromEntries(missing.map((need) => [need.key, 1]));
    const after = { ...before, counts: { ...before.counts, ...loaded } };
    expect(missingNeeds(condition, after)).toEqual([]);
    expect(typeof evaluate(condition, after).holds).toBe('boolean');
  });
});
