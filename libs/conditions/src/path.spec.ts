import type { JsonObject } from './facts';
import { parsePath, readPath } from './path';
import { pathSchema } from './path.schema';
import { factsWith } from './testing/facts-with';

describe('a path', () => {
  test.each([
    ['profile.plan', 'profile', ['plan']],
    ['trigger.cart_id', 'trigger', ['cart_id']],
    ['event.items[0].sku', 'event', ['items', 0, 'sku']],
    ['event.grid[1][20]', 'event', ['grid', 1, 20]],
    ['run.score', 'run', ['score']],
    ['steps.clicked?.path', 'steps', ['clicked?', 'path']],
    ['event.Order ID', 'event', ['Order ID']],
    ['profile.endereço', 'profile', ['endereço']],
    ['profile.__proto__', 'profile', ['__proto__']],
  ])('%s is read as %s and %j', (path, root, keys) => {
    expect(parsePath(path)).toEqual({ root, keys });
    expect(pathSchema.safeParse(path).success).toBe(true);
  });

  test.each([
    '',
    'plan',
    'profile',
    'profile.',
    '.plan',
    'profile..plan',
    'profile.a.',
    'profile.a[',
    'profile.a[]',
    'profile.a[x]',
    'profile.a[-1]',
    'profile.a[1',
    'profile.a[9999999999]',
    'profile[0]',
    'profile[0].a',
    'Profile.plan',
    'profiles.plan',
    ' profile.plan',
    '__proto__.polluted',
    'constructor.name',
    'counts.x',
    'now.x',
  ])('%p is none', (path) => {
    expect(parsePath(path)).toBeNull();
    expect(readPath(factsWith(), path)).toBeUndefined();
    expect(pathSchema.safeParse(path).success).toBe(false);
  });
});

describe('a hostile path', () => {
  test.each([
    ['500 characters of a name', `profile.${'a'.repeat(500)}`],
    ['100,000 names', `profile.${'a.'.repeat(100_000)}`],
    ['100,000 places and a letter', `profile.a${'[0]'.repeat(100_000)}x`],
  ])('%s: is none', (_, path) => {
    expect(parsePath(path)).toBeNull();
    expect(pathSchema.safeParse(path).success).toBe(false);
  });
});

describe('reading a path', () => {
  const profile = JSON.parse(`{
    "plan": "vip", "zero": 0, "no": false, "none": null, "empty": "", "text": "abc",
    "address": { "city": "Recife", "lines": ["a", "b"] },
    "items": [{ "sku": "A-1" }, { "sku": "B-2" }],
    "grid": [[1, 2], [3]],
    "0": "a name",
    "own": { "__proto__": { "polluted": true }, "constructor": "mine", "length": 3 }
  }`) as JsonObject;
  const facts = factsWith({ profile, event: { total: 9 }, steps: { mail: { outcome: 'accepted' } } });

  test.each([
    ['profile.plan', 'vip'],
    ['profile.zero', 0],
    ['profile.no', false],
    ['profile.none', null],
    ['profile.empty', ''],
    ['profile.address.city', 'Recife'],
    ['profile.address.lines[1]', 'b'],
    ['profile.items[0].sku', 'A-1'],
    ['profile.grid[0][1]', 2],
    ['profile.0', 'a name'],
    ['profile.own.constructor', 'mine'],
    ['profile.own.length', 3],
    ['profile.own.__proto__.polluted', true],
    ['event.total', 9],
    ['steps.mail.outcome', 'accepted'],
  ])('%s is %j', (path, value) => {
    expect(readPath(facts, path)).toEqual(value);
  });

  test.each([
    ['nothing of that name', 'profile.gone'],
    ['nothing below nothing', 'profile.gone.deeper[0]'],
    ['nothing below null', 'profile.none.x'],
    ['nothing inside a text', 'profile.text.length'],
    ['no letter of a text', 'profile.text[0]'],
    ['nothing inside a number', 'profile.zero.toFixed'],
    ['no place beyond the list', 'profile.items[2]'],
    ['a list has places, not names', 'profile.items.0'],
    ['the length of a list is no property', 'profile.items.length'],
    ['an object has names, not places', 'profile.address[0]'],
    ['inherited: __proto__', 'profile.__proto__'],
    ['inherited: constructor', 'profile.constructor.name'],
    ['inherited: toString', 'profile.toString'],
    ['inherited by a list', 'profile.items.map'],
    ['the run knows nothing', 'run.x'],
  ])('%s: %s is missing', (_, path) => {
    expect(readPath(facts, path)).toBeUndefined();
  });
});
