'use strict';
const { spawn } = require('node:child_process');

// A process that ends when we end, whatever ends us. Beside it a watcher reads a pipe that only we hold open; when the
// pipe closes, the watcher tells the program to stop. All stands in a process group of its own, so that a Ctrl-C in the
// terminal reaches only us, who stop things in order.

// The shell becomes the program, so its pid and its end are the program's. $1: the signal.
const GUARDED_SERVER = `
  signal=$1; shift
  exec 3<&0
  ( trap '' "$signal"; while read -r _; do :; done <&3; kill -s "$signal" $$ ) >/dev/null 2>&1 &
  exec 3<&- </dev/null "$@"`;

// The shell waits for the program, and the signal goes to all that the program has started too.
const GUARDED_TOOL = `
  signal=$1; shift
  exec 3<&0
  "$@" 3<&- </dev/null & program=$!
  ( while read -r _; do :; done <&3; kill -s "$signal" -- -$$ ) >/dev/null 2>&1 & watcher=$!
  wait $program; code=$?
  kill -s KILL $watcher; wait $watcher 2>/dev/null
  exit $code`;

/**
 * Starts a program that is told to stop, by the signal `endWith`, when this process ends, even by SIGKILL.
 * @param options of spawn, and `endWith` (without SIG), `wholeGroup`: the program's children are told too;
 *   stdin is the watcher's
 */
function spawnGuarded(command, args, { endWith = 'TERM', wholeGroup = false, stdio = [], ...options } = {}) {
  const streams = ['pipe', stdio[1] ?? 'ignore', stdio[2] ?? 'ignore'];
  if (process.platform === 'win32')
    return spawn(command, args, { ...options, stdio: streams, windowsHide: true });
  const guard = ['-c', wholeGroup ? GUARDED_TOOL : GUARDED_SERVER, 'sh', endWith, command, ...args];
  return spawn('/bin/sh', guard, { ...options, stdio: streams, detached: true });
}

/** Tells a guarded program to stop, as our own end would: so its watcher ends before it, and is not left an orphan. */
function askToEnd(child) {
  child.stdin.destroy();
  if (process.platform === 'win32') child.kill();
}

module.exports = { spawnGuarded, askToEnd };
