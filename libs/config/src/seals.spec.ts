import { randomBytes } from 'node:crypto';
import { openSeals } from './seals';

const [first, second] = [randomBytes(32), randomBytes(32)];
const seals = openSeals([first]);
const sealed = seals.seal('a key ✓', 'shop meta');
const changed = (at: number) => sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);

describe('What is sealed', () => {
  it('opens again, says nothing, and is another each time', () => {
    expect(seals.open(sealed, 'shop meta')).toBe('a key ✓');
    expect(sealed).not.toContain(Buffer.from('a key').toString('base64url'));
    expect(seals.seal('a key ✓', 'shop meta')).not.toBe(sealed);
  });

  it('opens while its master key is an old one, and is sealed by the new one', () => {
    const both = openSeals([second, first]);
    expect(both.open(sealed, 'shop meta')).toBe('a key ✓');
    expect(openSeals([second]).open(both.seal('new', 'x'), 'x')).toBe('new');
  });

  it.each([
    ['another owner', seals, sealed, 'other meta'],
    ['another master key', openSeals([second]), sealed, 'shop meta'],
    ['a letter of its text changed', seals, changed(40), 'shop meta'],
    ['a letter of its nonce changed', seals, changed(16), 'shop meta'],
    ['another version', seals, `2${sealed.slice(1)}`, 'shop meta'],
    ['nothing in it', seals, '', 'shop meta'],
    ['too little in it', seals, sealed.slice(0, 30), 'shop meta'],
  ])('does not open with %s', (_, by, text, owner) => {
    expect(by.open(text, owner)).toBeNull();
  });
});
