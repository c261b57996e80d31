import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Terminal } from '../terminal/terminal';
import { findAdmin, findServer } from './find-server';

const KEPT = `sk_${'k'.repeat(40)}`;
const CHOSEN = `sk_${'c'.repeat(40)}`;
let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'jornada-cli-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What `npm start` leaves while it runs. */
function running(below: string): void {
  mkdirSync(path.join(folder, below), { recursive: true });
  writeFileSync(path.join(folder, below, 'keys.json'), JSON.stringify({ secret: KEPT }));
  const lock = { pid: 1, details: { url: 'http://localhost:3100' } };
  writeFileSync(path.join(folder, below, 'lock'), JSON.stringify(lock));
}

const terminal = (env: Terminal['env'], cwd = folder): Terminal => ({
  ...{ env, cwd, isInteractive: false, now: () => 0 },
  out: () => undefined,
  err: () => undefined,
});

describe('the server', () => {
  it('is the one that npm start runs here or in a folder above, with its key', () => {
    running('.jornada');
    const below = path.join(folder, 'journeys', 'cart');
    mkdirSync(below, { recursive: true });
    const found = { url: 'http://localhost:3100', secretKey: KEPT };
    expect(findServer(terminal({}), undefined)).toEqual(found);
    expect(findServer(terminal({}, below), undefined)).toEqual(found);
  });

  it('is the one of the data folder that JORNADA_DATA names', () => {
    running('elsewhere');
    expect(findServer(terminal({ JORNADA_DATA: 'elsewhere' }), undefined)).toMatchObject({ secretKey: KEPT });
  });

  it('is the one that is named, by --url before JORNADA_URL, with the key that is named', () => {
    running('.jornada');
    const env = { JORNADA_URL: 'https://env.example/', JORNADA_SECRET_KEY: CHOSEN };
    expect(findServer(terminal(env), undefined)).toEqual({ url: 'https://env.example', secretKey: CHOSEN });
    expect(findServer(terminal(env), 'https://flag.example').url).toBe('https://flag.example');
  });

  it('that is elsewhere is never shown the key that was found here', () => {
    running('.jornada');
    for (const url of ['https://far.example', 'http://localhost.far.example', 'http://127.0.0.1.far.example'])
      expect(() => findServer(terminal({}), url)).toThrow(/no key for/);
    expect(findServer(terminal({}), 'http://127.0.0.1:9').secretKey).toBe(KEPT);
  });

  it.each<[string, Terminal['env'], RegExp]>([
    ['an address that is none', { JORNADA_URL: 'localhost:3000' }, /no address/],
    ['a key that is none', { JORNADA_SECRET_KEY: 'wk_x' }, /does not look like a secret key/],
    ['no key', {}, /no key for http:\/\/localhost:3000/],
  ])('is not found with %s', (_, env, said) => {
    expect(() => findServer(terminal(env), undefined)).toThrow(said);
  });

  it('is opened by the admin key where a workspace is made', () => {
    expect(findAdmin(terminal({ JORNADA_ADMIN_KEY: 'a' }), 'http://x.example')).toEqual({
      url: 'http://x.example',
      key: 'a',
    });
    expect(() => findAdmin(terminal({}), undefined)).toThrow(/no admin key/);
  });
});
