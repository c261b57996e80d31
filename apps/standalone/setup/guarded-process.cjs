'use strict';
const { spawn } = require('node:child_process');

// A process that ends when we end, whatever ends us. A shell starts a watcher and then becomes the program: the watcher
// reads a pipe that only we hold open, and tells the program to stop when the pipe closes.
// $1: the signal; $2: "group" to tell the program's children as well.
const GUARD = `
  signal=$1; target=$$; [ "$2" = group ] && target=-$$; shift 2
  exec 3<&0
  ( trap '' "$signal"; while read -r _; do :; done <&3; kill -s "$signal" -- "$target" ) >/dev/null 2>&1 &
  exec 3<&- </dev/null "$@"`;

/**
 * Starts a program that is told to stop by `endWith` when this process ends, even by SIGKILL. It stands in a process
 * group of its own, so that a Ctrl-C in the terminal reaches only us, who stop things in order.
 * @param options of spawn, and `endWith` (a signal without SIG), `wholeGroup` (its children are told too);
 *   stdin is the watcher's
 */
function spawnGuarded(command, args, { endWith = 'TERM', wholeGroup = false, stdio = [], ...options } = {}) {
  const streams = ['pipe', stdio[1] ?? 'ignore', stdio[2] ?? 'ignore'];
  if (process.platform === 'win32')
    return spawn(command, args, { ...options, stdio: streams, windowsHide: true });
  const guard = ['-c', GUARD, 'sh', endWith, wholeGroup ? 'group' : 'one', command, ...args];
  return spawn('/bin/sh', guard, { ...options, stdio: streams, detached: true });
}

module.exports = { spawnGuarded };
