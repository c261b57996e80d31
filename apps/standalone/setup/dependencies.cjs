'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { runTool } = require('./tool.cjs');

// npm keeps, last of all, a record of what it has put into node_modules: node_modules/.package-lock.json. When that
// agrees with package-lock.json, all is there, whoever ran npm; an install that was broken off leaves none.

/** Are the dependencies there that package-lock.json names? Those for other platforms may be missing. */
function isDone(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const there = installed[path];
    if (there === undefined) return optional === true;
    return there.version === version && there.integrity === integrity && existsSync(join(root, path));
  });
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** Installs exactly what package-lock.json names, also in production: building needs what is for development. */
async function run(root, tools) {
  const npm = npmCommand(process.env.npm_execpath);
  await runTool({
    ...tools,
    what: 'Installing the dependencies (npm ci)',
    failed: 'The dependencies could not be installed: npm ci failed',
    command: npm.command,
    args: [...npm.args, 'ci', '--include=dev', '--no-audit', '--no-fund'],
    shorten: (output) =>
      output.replaceAll(/^npm warn.*\n/gm, '').split('\nnpm error Clean install a project')[0],
    cwd: root,
    // Prisma would download an engine that is not used here; any program that exists stands for it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
}

/** The npm that started us, else the one on PATH. */
function npmCommand(execPath) {
  if (execPath !== undefined && basename(execPath) === 'npm-cli.js') {
    return { command: process.execPath, args: [execPath] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

module.exports = { isDone, run };
