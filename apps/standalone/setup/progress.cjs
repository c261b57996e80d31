'use strict';

// Whoever waits is told for what: on a terminal in one line that counts, elsewhere by a line now and then.

const SILENT_FOR_MS = 2_000;
const LINE_EVERY_MS = 10_000;

/** A log of lines; on a terminal it also has a last line that changes in place. */
function createLog(stream = process.stdout) {
  let status = '';
  const clear = () => (status === '' ? '' : '\r\x1b[2K');
  const log = (line) => {
    stream.write(`${clear()}${line}\n${status}`);
  };
  if (stream.isTTY) {
    log.status = (text) => {
      const next = text.slice(0, Math.max(10, (stream.columns ?? 80) - 1));
      stream.write(clear() + next);
      status = next;
    };
  }
  return log;
}

/**
 * Does the work, and says what it is and for how long it has been going on once that takes more than two seconds.
 * @param detail how far it is, in a few words, or nothing
 */
async function withProgress(log, what, work, detail = () => '') {
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  const line = () => [`${what} ...`, seconds(), detail()].filter((part) => part !== '').join('  ');
  let shown = false;
  let timer = setTimeout(function show() {
    if (log.status) log.status(line());
    else log(shown ? line() : `${what} ...`);
    shown = true;
    timer = setTimeout(show, log.status ? 1_000 : LINE_EVERY_MS);
  }, SILENT_FOR_MS);
  try {
    const result = await work();
    log.status?.('');
    if (shown) log(`${what}: done in ${seconds()}`);
    return result;
  } finally {
    clearTimeout(timer);
    log.status?.('');
  }
}

module.exports = { createLog, withProgress };
