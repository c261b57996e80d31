'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { hashOfSources } = require('./sources.cjs');
const { readStamp, writeStamp } = require('./stamps.cjs');
const { runTool } = require('./tool.cjs');

const SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];

/** Was the Prisma client generated from this schema, by this version of Prisma? */
function isDone(root) {
  return existsSync(outputFolder(root)) && readStamp(root, 'prisma') === hashOfSources(root, SOURCES);
}

async function run(root, tools) {
  const hash = hashOfSources(root, SOURCES);
  await runTool({
    ...tools,
    what: 'Generating the Prisma client',
    failed: 'The Prisma client could not be generated from prisma/schema.prisma',
    command: process.execPath,
    args: [join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    cwd: root,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  writeStamp(root, 'prisma', hash);
}

/** Where schema.prisma says that the client goes. */
function outputFolder(root) {
  const schema = join(root, 'prisma', 'schema.prisma');
  const output = /^\s*output\s*=\s*"([^"]+)"/m.exec(readFileSync(schema, 'utf8'))?.[1];
  return resolve(dirname(schema), output ?? '.');
}

module.exports = { isDone, run };
