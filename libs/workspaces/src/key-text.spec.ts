import { createHash } from 'node:crypto';
import { generateKeyText, hashKeyText, isKeyText } from './key-text';

const SECRET = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6';

describe('the form of a key', () => {
  test.each([`wk_${SECRET}`, `sk_${SECRET}`, `sk_${'z'.repeat(128)}`, `wk_${'0'.repeat(32)}`])(
    '%s has it',
    (text) => {
      expect(isKeyText(text)).toBe(true);
    },
  );

  test.each<[string, text: string]>([
    ['nothing', ''],
    ['a prefix alone', 'sk_'],
    ['no prefix', SECRET],
    ['another prefix', `pk_${SECRET}`],
    ['a prefix in capitals', `SK_${SECRET}`],
    ['31 characters', `sk_${SECRET.slice(1)}`],
    ['129 characters', `sk_${'z'.repeat(129)}`],
    ['100 KB', `sk_${'z'.repeat(100_000)}`],
    ['a dash', `sk_${SECRET.slice(1)}-`],
    ['an underscore', `sk_${SECRET}_`],
    ['a letter of another script', `sk_${SECRET.slice(1)}ã`],
    ['a space before', ` sk_${SECRET}`],
    ['a line break after', `sk_${SECRET}\n`],
    ['a NUL', `sk_${SECRET}\0`],
    ['two keys', `sk_${SECRET}\nsk_${SECRET}`],
    ['a word for the authorization header', `Bearer sk_${SECRET}`],
  ])('%s has not', (_, text) => {
    expect(isKeyText(text)).toBe(false);
  });
});

describe('a new key', () => {
  test.each(['wk', 'sk'] as const)('begins with %s_ and has the form', (prefix) => {
    const text = generateKeyText(prefix);
    expect(text).toMatch(new RegExp(`^${prefix}_[0-9A-Za-z]{40}$`));
    expect(isKeyText(text)).toBe(true);
  });

  test('is another one each time, of all 62 characters', () => {
    const keys = Array.from({ length: 500 }, () => generateKeyText('sk'));
    expect(new Set(keys).size).toBe(500);
    expect(new Set(keys.flatMap((key) => [...key.slice(3)])).size).toBe(62);
  });
});

describe('what is stored of a key', () => {
  test('is its SHA-256', () => {
    const hash = hashKeyText(`sk_${SECRET}`);
    expect(Buffer.from(hash).toString('hex')).toBe(createHash('sha256').update(`sk_${SECRET}`).digest('hex'));
    expect(hash).toHaveLength(32);
  });

  test('differs by the prefix, too', () => {
    expect(hashKeyText(`sk_${SECRET}`)).not.toEqual(hashKeyText(`wk_${SECRET}`));
  });
});
