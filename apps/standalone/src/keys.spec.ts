import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ChosenKeys, Secret } from '#config';
import { openKeys } from './keys';

const none: ChosenKeys = { write: null, browser: null, secret: null };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jornada-keys-'));
  file = path.join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the keys of the embedded default', () => {
  it('are made once, of the right form, all different, readable to their owner only', () => {
    const keys = openKeys(folder, none, null);
    expect(keys).toEqual({
      write: expect.stringMatching(/^wk_[0-9A-Za-z]{32,}$/),
      browser: expect.stringMatching(/^wk_[0-9A-Za-z]{32,}$/),
      secret: expect.stringMatching(/^sk_[0-9A-Za-z]{32,}$/),
      masters: [expect.any(Buffer)],
    });
    expect(keys.masters[0]).toHaveLength(32);
    expect(new Set([keys.write, keys.browser, keys.secret]).size).toBe(3);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openKeys(folder, none, null)).toEqual(keys);
  });

  it('are closed again to others where somebody opened them', () => {
    openKeys(folder, none, null);
    chmodSync(file, 0o644);
    openKeys(folder, none, null);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('chosen ones come first, and are kept nowhere', () => {
    const write = `wk_${'chosen'.repeat(6)}`;
    const masters = [Buffer.alloc(32, 5), Buffer.alloc(32, 6)];
    const keys = openKeys(folder, { ...none, write: new Secret(write) }, new Secret(masters));
    expect(keys).toMatchObject({ write, masters });
    expect(readFileSync(file, 'utf8')).not.toContain('chosen');
    expect(openKeys(folder, none, null).write).not.toBe(write);
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"write":"wk_'],
    ['another form', '[]'],
    ['null', 'null'],
    ['a key too few', '{"write":"wk_x"}'],
    ['numbers', '{"write":1,"browser":2,"secret":3,"master":4}'],
  ])('whose file holds %s are not made anew silently', (_, content) => {
    writeFileSync(file, content);
    expect(() => openKeys(folder, none, null)).toThrow(/^The file .+keys\.json does not hold the keys .+\.$/);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });
});
