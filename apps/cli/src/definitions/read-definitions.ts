import { isDeepStrictEqual } from 'node:util';
import { wrongUse } from '../complaint';
import type { Terminal } from '../terminal/terminal';
import { together, type Definition, type Definitions } from './definitions';
import { findFolders } from './find-folders';
import { readFolder } from './read-folder';

/** What files and folders define, with what cannot be read of it. @throws Complaint where there is nothing */
export function readDefinitions({ cwd }: Terminal, paths: readonly string[]): Definitions {
  const places = new Set(paths.flatMap((given) => findFolders(cwd, given)));
  return together([...places].map((place) => readFolder(cwd, place)));
}

/**
 * What files and folders define, each thing once.
 * @throws Complaint where a file cannot be read as what it is, or two define the same differently
 */
export function requireDefinitions(terminal: Terminal, paths: readonly string[]): Definitions {
  const found = readDefinitions(terminal, paths);
  const [fault] = found.faults;
  if (fault) throw wrongUse(`${fault.file}:${fault.line}:${fault.column}: ${fault.sentence}`, fault.hint);
  return {
    ...found,
    topics: eachOnce('topic', found.topics),
    blocks: eachOnce('block', found.blocks),
    templates: eachOnce('template', found.templates),
    audiences: eachOnce('audience', found.audiences),
    journeys: eachOnce('journey', found.journeys),
    profiles: eachOnce('profile', found.profiles),
  };
}

function eachOnce<D extends Definition>(what: string, definitions: readonly D[]): readonly D[] {
  const byKey = new Map<string, D>();
  for (const one of definitions) {
    const other = byKey.get(one.key);
    if (other && !isDeepStrictEqual(other.body, one.body)) {
      throw wrongUse(
        `The ${what} '${one.key}' is defined twice, and differently: in ${other.file} and in ${one.file}.`,
        'Let both say the same, or give one of them another key.',
      );
    }
    byKey.set(one.key, other ?? one);
  }
  return [...byKey.values()];
}
