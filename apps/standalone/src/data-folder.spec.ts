import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDataFolder } from './data-folder';
import { crash, firstLineOf, startProgram } from './testing/node-program';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'jornada-data-'));
  folder = path.join(parent, 'a', '.jornada');
});
afterEach(() => rmSync(parent, { recursive: true }));

describe('a data folder', () => {
  it('is made where it is missing, and lists nothing to others', () => {
    openDataFolder(folder).close();
    expect(readdirSync(folder)).toEqual(['version']);
    expect(statSync(folder).mode & 0o066).toBe(0);
  });

  it('can be opened again once it was closed', () => {
    openDataFolder(folder).close();
    expect(() => openDataFolder(folder).close()).not.toThrow();
  });

  it('is open to one at a time; the second is told who has it, and where that one serves', () => {
    const data = openDataFolder(folder);
    expect(() => openDataFolder(folder)).toThrow(
      new RegExp(
        `^Jornada is already running .+ \\(process ${process.pid} on .+, which is starting or stopping\\): .+\\.$`,
      ),
    );
    data.announce('http://localhost:3000');
    expect(() => openDataFolder(folder)).toThrow(
      new RegExp(
        `\\(process ${process.pid} on .+, serving http://localhost:3000\\): stop it, or set JORNADA_DATA`,
      ),
    );
  });

  it('that a killed process had open is opened', async () => {
    openDataFolder(folder).close();
    const lock = JSON.stringify(path.join(folder, 'lock'));
    const holder = startProgram(`setup.takeLock(${lock}); console.log('held'); setInterval(() => {}, 1e6)`);
    expect(await firstLineOf(holder)).toBe('held');
    expect(() => openDataFolder(folder)).toThrow(`process ${holder.pid}`);
    await crash(holder);
    expect(() => openDataFolder(folder)).not.toThrow();
  });
});

describe('a folder that cannot be the data folder', () => {
  it.each(['0', '2', '', 'x'.repeat(1000), '1\n2'])(
    'because its layout is %j is refused in one sentence',
    (layout) => {
      openDataFolder(folder).close();
      writeFileSync(path.join(folder, 'version'), layout);
      expect(() => openDataFolder(folder)).toThrow(
        /^The data folder .+ was made by another release of Jornada \(.+\): .+\.$/,
      );
      expect(existsSync(path.join(folder, 'lock'))).toBe(false);
    },
  );

  it('because it holds other things is refused, and left as it was', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'thesis.txt'), 'x');
    expect(() => openDataFolder(folder)).toThrow(
      /^The folder .+ holds other things, such as "thesis.txt": .+\.$/,
    );
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });
});
