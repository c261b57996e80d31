'use strict';
const { askToEnd, spawnGuarded } = require('./guarded-process.cjs');
const { withProgress } = require('./progress.cjs');

const TAIL_LINES = 20;

/** What went wrong, in one sentence for whoever typed the command; `output` is the end of what a tool said. */
class SetupError extends Error {
  constructor(sentence, output = '') {
    super(sentence);
    this.name = 'SetupError';
    this.output = output;
  }
}

/**
 * Runs a tool to its end, showing progress.
 * @param what what it does, as in "Building Jornada"; said while it runs
 * @param failed the sentence for when it fails; the end of the tool's output goes with it
 * @param onOutput called with each chunk of what it says
 * @param shorten takes out of its output what does not help
 * @throws SetupError
 */
async function runTool({ log, what, detail, command, args, signal, ...options }) {
  signal?.throwIfAborted();
  await withProgress(log, what, () => run(command, args, signal, options), detail);
}

function run(command, args, signal, { failed, onOutput, shorten = (output) => output, ...options }) {
  return new Promise((resolve, reject) => {
    // Killed outright: npm, for one, answers a politer signal by removing for a minute what the next one installs.
    const guard = { endWith: 'KILL', wholeGroup: true };
    const child = spawnGuarded(command, args, { ...options, ...guard, stdio: ['pipe', 'pipe', 'pipe'] });
    const stop = () => askToEnd(child);
    signal?.addEventListener('abort', stop, { once: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-20_000);
        onOutput?.(text);
      });
    }
    const end = (because) => {
      signal?.removeEventListener('abort', stop);
      if (because === null) resolve();
      else reject(new SetupError(`${failed} (${because}).`, tail(shorten(output))));
    };
    child.on('error', (error) => end(`${command}: ${error.code}`));
    child.on('close', (code, killedBy) => end(code === 0 ? null : (killedBy ?? `exit code ${code}`)));
  });
}

function tail(output) {
  return output.trimEnd().split(/\r?\n/).slice(-TAIL_LINES).join('\n');
}

module.exports = { runTool, SetupError };
