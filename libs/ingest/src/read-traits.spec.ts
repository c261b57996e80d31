import type { Json } from '#conditions';
import { readTraits } from './read-traits';

describe('a reserved trait is brought to one form', () => {
  test.each<[string, Json, Json]>([
    ['email', ' Ana@Example.com ', 'Ana@Example.com'],
    ['email', null, null],
    ['phone', '+55 (11) 91234-5678', '+5511912345678'],
    ['phone', '11.91234.5678', '11912345678'],
    ['timezone', 'America/Sao_Paulo', 'America/Sao_Paulo'],
    ['locale', 'pt_BR', 'pt-BR'],
    ['locale', 'zh-Hant-TW', 'zh-Hant-TW'],
    ['createdAt', '2026-11-22T14:03:00+01:00', '2026-11-22T13:03:00.000Z'],
    ['createdAt', '2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['createdAt', 1_795_000_000, '2026-11-18T11:06:40.000Z'],
    ['createdAt', 1_795_000_000_000, '2026-11-18T11:06:40.000Z'],
    ['createdAt', null, null],
  ])('%s: %p', (name, value, kept) => {
    expect(readTraits({ [name]: value })).toEqual({ traits: { [name]: kept }, leftOut: [] });
  });
});

describe('one that is none of its kind is left out, and the others are taken', () => {
  test.each<[string, Json]>([
    ['email', 'ana'],
    ['email', 'ana@example.com, eva@example.com'],
    ['email', ''],
    ['email', 7],
    ['email', ['ana@example.com']],
    ['phone', 5_511_912_345_678],
    ['phone', '12345'],
    ['phone', '+1234567890123456'],
    ['phone', 'call me'],
    ['timezone', 'Mars/Base'],
    ['timezone', '+03:00'],
    ['timezone', -3],
    ['locale', 'Brazilian Portuguese'],
    ['locale', {}],
    ['createdAt', 'yesterday'],
    ['createdAt', '9999-01-01'],
    ['createdAt', -1],
    ['createdAt', true],
  ])('%s: %p', (name, value) => {
    const { traits, leftOut } = readTraits({ [name]: value, plan: 'vip' });
    expect(traits).toEqual({ plan: 'vip' });
    expect(leftOut).toMatchObject([{ code: 'invalid-trait', path: `/traits/${name}` }]);
  });
});

test.each<[string, Json]>([
  ['a number', 7],
  ['a text that looks like a number', '007'],
  ['a date as text', '2026-11-22'],
  ['a list', [1, 'two', null]],
  ['an object', { email: 'not one' }],
  ['a removal', null],
])('every other trait is kept as it came: %s', (_, value) => {
  expect(readTraits({ plan: value }).traits).toEqual({ plan: value });
});
