'use strict';
const { askToEnd, spawnGuarded } = require('./guarded-process.cjs');
const { takeLock, waitForLock } = require('./lock.cjs');
const { prepare } = require('./prepare.cjs');
const { commandLine, identify, isRunning } = require('./process-identity.cjs');
const { createLog, withProgress } = require('./progress.cjs');
const { hashOfSources } = require('./sources.cjs');
const { runTool, SetupError } = require('./tool.cjs');

// What must work before anything is installed or built, and what the rest of the start then goes on using.
module.exports = {
  askToEnd,
  commandLine,
  createLog,
  hashOfSources,
  identify,
  isRunning,
  prepare,
  runTool,
  SetupError,
  spawnGuarded,
  takeLock,
  waitForLock,
  withProgress,
};
