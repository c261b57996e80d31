'use strict';
const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { hostname } = require('node:os');

// Pids are used again. A process is known by its pid together with the moment it was born.

/** Which process this is, in a form that can be written to a file and asked about later. */
function identify(pid = process.pid) {
  return { pid, host: hostname(), born: observe(pid)?.born ?? null };
}

/**
 * Is that very process still running? One of another host cannot be looked at, and counts as running: a lock that
 * stays too long costs a sentence, two databases on one folder cost the data.
 */
function isRunning(identity) {
  if (identity.host !== hostname()) return true;
  const seen = observe(identity.pid);
  if (seen === undefined) return false;
  return identity.born === null || seen.born === null || identity.born === seen.born;
}

/** What can be seen of a process: undefined when there is none; `born` is null where a system does not tell. */
function observe(pid) {
  if (!exists(pid)) return undefined;
  if (process.platform === 'linux') return observeInProc(pid);
  if (process.platform === 'win32') return { born: null };
  try {
    const [state, ...born] = ps(pid, 'stat=,lstart=').split(/\s+/);
    return state.startsWith('Z') ? undefined : { born: born.join(' ') };
  } catch {
    return undefined;
  }
}

function exists(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** proc(5): the state is the first field behind the name in brackets, the start (in ticks since boot) the twentieth. */
function observeInProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return { born: `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}` };
  } catch {
    return undefined;
  }
}

/** The command line of a running process, or null where there is none to read. */
function commandLine(pid) {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return ps(pid, 'command=');
  } catch {
    return null;
  }
}

function ps(pid, columns) {
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' }).trim();
}

module.exports = { identify, isRunning, commandLine };
