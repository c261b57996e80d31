'use strict';
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * One hash over files: their paths below `root` and their contents, whatever their times say.
 * @param paths files, and folders that are read to the bottom; what is missing counts as missing
 * @param isSource which files of a folder count, by their name
 */
function hashOfSources(root, paths, isSource = () => true) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(root, path, isSource)) {
      const content = read(join(root, file));
      hash.update(`${file}\0${content?.length ?? 'missing'}\0`).update(content ?? '');
    }
  }
  return hash.digest('hex');
}

function filesBelow(root, path, isSource) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = `${path}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(root, inside, isSource);
      return isSource(entry.name) ? [inside] : [];
    });
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

module.exports = { hashOfSources };
