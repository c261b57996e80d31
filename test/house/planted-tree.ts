import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The root of this checkout. */
export const house = resolve(__dirname, '../..');

/** Files by path, relative to the root of the house. */
export type Files = Readonly<Record<string, string>>;

export interface PlantedTree {
  readonly root: string;
  remove(): void;
}

/**
 * Plants files into a temporary tree that has the house's package.json, tsconfig.json and rules,
 * so that a tool run in it judges them as if they stood in the house.
 *
 * @param config paths of the house's rule files to copy along
 * @param packages `installed` links the real node_modules, `named` plants an empty package for each dependency
 */
export function plantTree(
  files: Files,
  options: { readonly config: readonly string[]; readonly packages: 'installed' | 'named' },
): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), 'jornada-house-'));
  for (const path of ['package.json', 'tsconfig.json', ...options.config]) {
    cpSync(join(house, path), join(root, path), { recursive: true });
  }
  if (options.packages === 'installed') symlinkSync(join(house, 'node_modules'), join(root, 'node_modules'));
  else plantPackages(root);
  for (const [path, text] of Object.entries(files)) plant(join(root, path), text);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function plantPackages(root: string): void {
  const manifest = JSON.parse(readFileSync(join(house, 'package.json'), 'utf8')) as {
    readonly dependencies: Files;
    readonly devDependencies: Files;
  };
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    const folder = join(root, 'node_modules', name);
    plant(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    plant(join(folder, 'index.js'), 'module.exports = {};\n');
  }
}

function plant(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
