import { cursorOfKey, cursorOfMoment, keyOfCursor, momentOfCursor } from './cursor';

const moment = { at: new Date('2026-11-22T14:03:00.123Z'), id: '00000000-0000-4000-8000-000000000000' };

describe('A cursor', () => {
  it('leads back to the key it was made of', () =>
    expect(keyOfCursor(cursorOfKey('abandoned-cart'))).toBe('abandoned-cart'));
  it('leads back to the moment it was made of', () =>
    expect(momentOfCursor(cursorOfMoment(moment))).toEqual(moment));
  it('that is missing is the first page', () =>
    expect([keyOfCursor(undefined), momentOfCursor(undefined)]).toEqual([null, null]));
  it('of a list by key is none of a list by time', () => {
    expect(() => momentOfCursor(cursorOfKey('a'))).toThrow('This is not a cursor of this list.');
    expect(() => keyOfCursor(cursorOfMoment(moment))).toThrow('This is not a cursor of this list.');
  });
});
