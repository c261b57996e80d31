'use strict';
const { randomUUID } = require('node:crypto');
const { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { identify, isRunning } = require('./process-identity.cjs');

// A lock is a file that names the process which holds it. It appears whole (a hard link, which fails when the name is
// taken) and is removed by its holder; one whose holder is dead is taken over.

/**
 * Takes the lock if nobody who lives holds it.
 * @returns `{ taken: true, note, release }`, or `{ taken: false, holder }` with what the holder wrote about itself.
 *   `note(details)` tells whoever finds the lock more about the holder; `release` may be called at any time, also late.
 */
function takeLock(file, details = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = { ...identify(), id: randomUUID(), since: new Date().toISOString(), details };
  for (;;) {
    if (linkWhole(file, mine)) return { taken: true, ...holding(file, mine) };
    const found = readHolder(file);
    if (found.holder !== null && isRunning(found.holder)) return { taken: false, holder: found.holder };
    if (found.text !== null && replaceDead(file, found.text, mine))
      return { taken: true, ...holding(file, mine) };
  }
}

/**
 * Waits until the lock can be taken. `onWait` is told once who holds it.
 * @returns `{ note, release }`
 */
async function waitForLock(file, { onWait = () => {}, signal } = {}) {
  for (let told = false; ; told = true) {
    const attempt = takeLock(file);
    if (attempt.taken) return attempt;
    if (!told) onWait(attempt.holder);
    await pause(200, undefined, { signal });
  }
}

function holding(file, mine) {
  return {
    note(details) {
      mine.details = { ...mine.details, ...details };
      const draft = `${file}.${mine.id}`;
      writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
      renameSync(draft, file);
    },
    release() {
      if (readHolder(file).holder?.id === mine.id) unlinkSync(file);
    },
  };
}

function linkWhole(file, mine) {
  const draft = `${file}.${mine.id}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
}

/** What stands in a lock: `text` is null when there is none, `holder` when it cannot be read (a power cut, say). */
function readHolder(file) {
  let text = null;
  try {
    text = readFileSync(file, 'utf8');
    const holder = JSON.parse(text);
    return { text, holder: typeof holder?.pid === 'number' ? holder : null };
  } catch {
    return { text, holder: null };
  }
}

/**
 * Puts ours in the place of a dead one's. Of several that try, the one that holds a second lock beside it may; under
 * it the file is read again, for it may have been replaced by somebody alive meanwhile.
 */
function replaceDead(file, deadText, mine) {
  const guard = `${file}.takeover`;
  if (!linkWhole(guard, mine)) {
    const other = readHolder(guard);
    if (other.text !== null && (other.holder === null || !isRunning(other.holder))) tryUnlink(guard);
    return false;
  }
  try {
    if (readHolder(file).text !== deadText) return false;
    const draft = `${file}.${mine.id}`;
    writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
    renameSync(draft, file);
    return true;
  } finally {
    tryUnlink(guard);
  }
}

function tryUnlink(file) {
  try {
    unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

module.exports = { takeLock, waitForLock };
