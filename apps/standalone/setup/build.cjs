'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { hashOfSources } = require('./sources.cjs');
const { readStamp, writeStamp } = require('./stamps.cjs');
const { runTool } = require('./tool.cjs');

const SOURCES = ['tsconfig.json', 'package.json', 'package-lock.json', 'apps', 'libs', 'workflows', 'test'];
const isSource = (name) => /\.(ts|tsx|cts|mts|json)$/.test(name);
const BUNDLE = 'dist/workflow-bundle.js';

/** Was dist/ made from these sources? */
function isDone(root) {
  return (
    existsSync(join(root, BUNDLE)) && readStamp(root, 'build') === hashOfSources(root, SOURCES, isSource)
  );
}

/** Compiles everything into dist/, then packs the workflows for the worker's sandbox. */
async function run(root, tools) {
  const hash = hashOfSources(root, SOURCES, isSource);
  await runTool({
    ...tools,
    what: 'Building Jornada',
    failed: 'Jornada could not be built: the TypeScript compiler refused the sources',
    command: process.execPath,
    args: [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'],
    cwd: root,
  });
  await runTool({
    ...tools,
    what: 'Packing the workflows',
    failed: `The workflows could not be packed into ${BUNDLE}`,
    command: process.execPath,
    args: [join(root, 'dist/apps/worker/src/bundle-workflows.js')],
    cwd: root,
  });
  writeStamp(root, 'build', hash);
}

module.exports = { isDone, run };
