import type { Json } from '#conditions';
import { readIdentifiers } from './read-identifiers';
import { refused, taken } from './testing/reading';

const read = (...externalIds: readonly Json[]) => readIdentifiers({ externalIds }, 'server');

describe('the other names of a person, from context.externalIds', () => {
  test.each<[string, Json, string, string]>([
    [
      'an e-mail address, in lower case',
      { type: 'email', id: ' Ana@Example.com' },
      'email',
      'ana@example.com',
    ],
    [
      'a phone number, without what is between',
      { type: 'phone', id: '+55 11 91234-5678' },
      'phone',
      '+5511912345678',
    ],
    ['the id in another system', { type: 'crm_id', id: '47-A' }, 'crm_id', '47-A'],
    [
      'as Segment writes it',
      { type: 'crm_id', id: '4', collection: 'users', encoding: 'none' },
      'crm_id',
      '4',
    ],
  ])('%s', (_, one, kind, value) => {
    expect(read(one)).toEqual({ identifiers: [{ kind, value }], leftOut: [] });
  });

  test.each<[string, Json]>([
    ['of an account', { type: 'crm_id', id: '4', collection: 'accounts' }],
    ['digested', { type: 'email', id: 'c4ca4238a0b923820dcc509a6f75849b', encoding: 'md5' }],
  ])('are not those %s', (_, one) => {
    expect(read(one)).toEqual({ identifiers: [], leftOut: [] });
  });

  test.each<[string, Json]>([
    ['no object', 'ana@example.com'],
    ['no type', { id: '4' }],
    ['no id', { type: 'crm_id' }],
    ['a number', { type: 'crm_id', id: 4 }],
    ['an id that is nobody’s', { type: 'crm_id', id: 'undefined' }],
    ['an e-mail address that is none', { type: 'email', id: 'ana' }],
    ['a phone number that is none', { type: 'phone', id: 'ana' }],
    ['a type of another form', { type: 'CRM id', id: '4' }],
    ['one that has a member of its own', { type: 'user_id', id: '4' }],
  ])('are left out where they are none: %s', (_, one) => {
    expect(read(one)).toMatchObject({
      identifiers: [],
      leftOut: [{ code: 'invalid-identifier', path: '/context/externalIds/0' }],
    });
  });

  test('are ten at most, and none with a browser key', () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ type: 'crm_id', id: `id-${n}` }));
    expect(read(...many).identifiers).toHaveLength(10);
    expect(readIdentifiers({ externalIds: many }, 'browser')).toMatchObject({
      identifiers: [],
      leftOut: [{ code: 'needs-server-key' }],
    });
  });

  test('are enough to say who did it', () => {
    const event = { type: 'track', event: 'Bought' };
    const context = { externalIds: [{ type: 'email', id: 'ana@example.com' }] };
    expect(taken({ ...event, context })).toMatchObject({
      ...{ userId: null, anonymousId: null },
      identifiers: [{ kind: 'email', value: 'ana@example.com' }],
    });
    expect(refused({ ...event, context }, { sentWith: 'browser' })).toMatchObject({ code: 'no-person' });
  });
});
