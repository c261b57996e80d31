'use strict';
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

// A stamp says from which sources something was made. It is written last, so what has no stamp is not finished.

const fileOf = (root, name) => join(root, 'dist', `.${name}.stamp`);

function readStamp(root, name) {
  try {
    return readFileSync(fileOf(root, name), 'utf8');
  } catch {
    return null;
  }
}

function writeStamp(root, name, hash) {
  const file = fileOf(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, hash);
  renameSync(`${file}.${process.pid}`, file);
}

module.exports = { readStamp, writeStamp };
