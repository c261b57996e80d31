// Files that are generated from the code and committed, so that a change of them is seen in review.
//
//   node test/house/generated.mjs check [file ...]     fails where a file is not what the code says
//   node test/house/generated.mjs write [file ...]     writes them anew
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Each generated file, and the program of the build that prints it. */
export const generated = [];

const root = resolve(import.meta.dirname, '../..');

function isStale({ file, printedBy }) {
  const path = join(root, file);
  return !existsSync(path) || readFileSync(path, 'utf8') !== print(printedBy);
}

function print(args) {
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
}

function main([command, ...names]) {
  const wanted = generated.filter(({ file }) => names.length === 0 || names.includes(file));
  if (command === 'write') {
    for (const { file, printedBy } of wanted) writeFileSync(join(root, file), print(printedBy));
    return;
  }
  for (const { file } of wanted.filter(isStale)) {
    console.error(`${file} is not what the code says: run "npm run generate" and commit it.`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
