import { openPermits, type Poster } from './permits';

const own = (key: string, workspaceId = 'ana'): Poster => ({ key, workspaceId });
const shared: Poster = { key: 'all', workspaceId: null };
const SIX = ['a', 'a', 'a', 'b', 'b', 'c'];

describe('permits', () => {
  const room = { perKey: 2, perWorkspace: 3, ofAll: 4 };

  test('bound one key, the keys of one workspace, and all', () => {
    const permits = openPermits(room);
    const taken = SIX.map((key) => permits.take(own(key)) !== null);
    expect(taken).toEqual([true, true, false, true, false, false]);
    expect(
      [permits.take(own('d', 'bob')), permits.take(own('e', 'bob')), permits.take(shared)].map(Boolean),
    ).toEqual([true, false, false]);
  });

  test('given back are free again, however often that is said', () => {
    const permits = openPermits(room);
    const [first] = SIX.map((key) => permits.take(own(key)));
    first?.();
    first?.();
    expect([permits.take(own('a')), permits.take(own('a')), permits.take(own('b'))].map(Boolean)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('of what is everybody’s count for no workspace', () => {
    const permits = openPermits(room);
    expect([1, 2, 3].map(() => permits.take(shared) !== null)).toEqual([true, true, false]);
    expect(permits.isFree(own('a'))).toBe(true);
  });
});
