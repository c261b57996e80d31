import { nextMove } from './next-move';

const [old, own] = [
  { email: 'h-old', phone: null },
  { email: 'h-own', phone: 'h-number' },
];
const nobody = { email: null, phone: null };

describe('What a destination is told of a person next', () => {
  it.each([
    ['is in, and not held', 'in', null, own, false, 'add h-own'],
    ['is in, and nobody it could know', 'in', null, null, false, 'rest'],
    ['is in, and held', 'in', own, own, false, 'rest'],
    ['is in, and held, but may have gone with another', 'in', own, own, true, 'add h-own'],
    ['is in, by another address', 'in', old, own, false, 'remove h-old'],
    ['is in, and lost the address', 'in', old, null, false, 'remove h-old'],
    ['is in an endpoint, which knows them by their id alone', 'in', nobody, nobody, false, 'rest'],
    ['is out, and held', 'out', own, null, false, 'remove h-own'],
    ['is out, and not held', 'out', null, null, false, 'over'],
  ] as const)('who %s', (_, wants, holds, wanted, again, expected) => {
    const move = nextMove({ wants, held: holds !== null, again, ...(holds ?? nobody) }, wanted);
    const told = move.kind === 'rest' ? (move.over ? 'over' : 'rest') : `${move.kind} ${move.identity.email}`;
    expect(told).toBe(expected);
  });
});
