import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { wrongUse } from '../complaint';

/** What makes a folder one that defines something. */
const SIGNS = ['journey.json', 'topics.json', 'audiences.json', 'templates', 'blocks'];

/**
 * The folders below a path that define something: it, and those right in it; or the journey, where it is a file.
 * @throws Complaint where there is nothing
 */
export function findFolders(cwd: string, given: string): readonly string[] {
  const place = path.resolve(cwd, given);
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) throw wrongUse(`There is no file or folder '${given}'.`, `It was looked for at ${place}.`);
  if (!found.isDirectory()) return [place];
  const inside = readdirSync(place, { withFileTypes: true })
    .filter((one) => one.isDirectory() && !one.name.startsWith('.') && one.name !== 'node_modules')
    .map((one) => path.join(place, one.name))
    .toSorted();
  const folders = [place, ...inside].filter((folder) =>
    SIGNS.some((sign) => existsSync(path.join(folder, sign))),
  );
  if (folders.length > 0) return folders;
  throw wrongUse(
    `The folder '${given}' defines nothing.`,
    'It should hold a journey.json, topics.json, audiences.json, templates/ or blocks/, or folders that do.',
  );
}
