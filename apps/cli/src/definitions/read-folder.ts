import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  nothing,
  together,
  type Definition,
  type Definitions,
  type FileFault,
  type Named,
} from './definitions';
import { readJsonFile, sourceAt, type Source } from './read-file';
import { readTemplates } from './read-templates';

type Reading = Partial<Definitions>;

/**
 * What a folder defines: `journey.json`, `simulations/`, `topics.json`, `audiences.json`, `templates/`, `blocks/` and
 * `profiles.json`; or what a file does, which is a journey with what stands beside it.
 */
export function readFolder(cwd: string, place: string): Definitions {
  const isFolder = statSync(place).isDirectory();
  const folder = isFolder ? place : path.dirname(place);
  const at = (name: string): Source => sourceAt(cwd, path.join(folder, name));
  const parts: readonly Reading[] = [
    { ...listIn(at('topics.json'), 'key', 'topics') },
    { ...listIn(at('audiences.json'), 'key', 'audiences') },
    { ...listIn(at('profiles.json'), 'userId', 'profiles') },
    readTemplates(cwd, path.join(folder, 'templates'), 'templates'),
    readTemplates(cwd, path.join(folder, 'blocks'), 'blocks'),
    journeyIn(isFolder ? at('journey.json') : sourceAt(cwd, place), cwd, path.join(folder, 'simulations')),
  ];
  return together(parts.map((part) => ({ ...nothing, ...part })));
}

function listIn(source: Source, id: 'key' | 'userId', into: 'topics' | 'audiences' | 'profiles'): Reading {
  if (!existsSync(source.place)) return {};
  const read = readJsonFile(source);
  if (read.kind === 'fault') return { faults: [read] };
  const { value } = read;
  if (!Array.isArray(value))
    return { faults: [faultAt(source, read.placeOf(''), `It should be a list of ${into}.`)] };
  const found = value.map((one: unknown, index): Definition | FileFault => {
    const key = isNamed(one) ? one[id] : undefined;
    if (isNamed(one) && typeof key === 'string' && key !== '') return { key, body: one, file: source.name };
    return faultAt(source, read.placeOf(`/${index}`), `Each of them should be an object with a "${id}".`);
  });
  return {
    [into]: found.filter((one) => 'body' in one),
    faults: found.filter((one) => 'sentence' in one),
  };
}

function journeyIn(source: Source, cwd: string, simulations: string): Reading {
  if (!existsSync(source.place)) return {};
  const read = readJsonFile(source);
  if (read.kind === 'fault') return { faults: [read] };
  const { value } = read;
  if (!isNamed(value)) return { faults: [faultAt(source, read.placeOf(''), 'A journey is a JSON object.')] };
  const { found, faults } = simulationsIn(cwd, simulations);
  const key = typeof value['key'] === 'string' ? value['key'] : path.basename(path.dirname(source.place));
  return { journeys: [{ key, body: value, file: source.name, text: read, simulations: found }], faults };
}

function simulationsIn(
  cwd: string,
  folder: string,
): { readonly found: readonly Definition[]; readonly faults: readonly FileFault[] } {
  if (!existsSync(folder)) return { found: [], faults: [] };
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const all = names.toSorted().map((name): Definition | FileFault => {
    const source = sourceAt(cwd, path.join(folder, name));
    const read = readJsonFile(source);
    if (read.kind === 'fault') return read;
    if (isNamed(read.value))
      return { key: path.basename(name, '.json'), body: read.value, file: source.name };
    return faultAt(source, read.placeOf(''), 'A simulation is a JSON object.');
  });
  return { found: all.filter((one) => 'body' in one), faults: all.filter((one) => 'sentence' in one) };
}

function faultAt(
  { name: file }: Source,
  { line, column }: { readonly line: number; readonly column: number },
  sentence: string,
): FileFault {
  return { file, line, column, sentence, hint: 'See docs/cli.md for what a folder holds.' };
}

/** Whether a value is a JSON object. */
export function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
