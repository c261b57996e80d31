// npm test: prepares the checkout, runs every check of the house and then the specs, and counts.
//
//   npm test                         everything
//   npm test -- libs/journey         only the specs that Jest finds by these arguments
//
// Ends with the line "N passed, N failed". The exit code is 0 only when nothing failed and some spec ran.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLog, prepare } from '../apps/standalone/setup.mjs';
import { checks } from './house/checks.mjs';

const root = resolve(import.meta.dirname, '..');
const jestArguments = process.argv.slice(2);
const LATEST_END_AFTER_REPORT_MS = 20_000;
const count = { passed: 0, failed: 0 };

try {
  const isBuilt = await check('installs, type-checks and builds', () => prepare({ log: createLog() }));
  if (existsSync(join(root, 'node_modules/jest'))) {
    if (jestArguments.length === 0) {
      await Promise.all(checks.map(({ name, args }) => check(name, () => runQuietly(args))));
    }
    await runSpecs(isBuilt);
  }
} catch (error) {
  console.error(error);
  count.failed += 1;
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

/** Does one check and says how it went and how long it took, in a line. */
async function check(name, work) {
  const begun = performance.now();
  const line = (sign) =>
    console.log(`${sign} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  try {
    await work();
    line('✓');
    count.passed += 1;
    return true;
  } catch (error) {
    line('✗');
    console.log([error.output, error.message].filter(Boolean).join('\n\n').trim());
    count.failed += 1;
    return false;
  }
}

/** Runs a Node program and shows what it says only if it fails. */
async function runQuietly(args) {
  const child = start(args, ['ignore', 'pipe', 'pipe'], { ...process.env, NO_COLOR: '1' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const how = await endOf(child);
  if (how !== 0) throw Object.assign(new Error(`ended with ${how}`), { output });
}

/** Runs Jest in the open. Without a build, only what needs no server. */
async function runSpecs(isBuilt) {
  const folder = mkdtempSync(join(tmpdir(), 'jornada-test-'));
  const report = join(folder, 'report.json');
  const projects = isBuilt ? [] : ['--selectProjects', 'pure', 'house', 'units', 'replay'];
  try {
    const jest = start(
      ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...jestArguments, ...projects],
      ['ignore', 'ignore', 'inherit'],
    );
    const how = await endOfJest(jest, report);
    const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
    count.passed += result?.numPassedTests ?? 0;
    const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
    const ran = (result?.numPassedTests ?? 0) + failed;
    if (ran === 0) console.log('✗ no spec ran');
    else if (how !== 0 && failed === 0) console.log(`✗ Jest ended with ${how}`);
    count.failed += failed === 0 && (how !== 0 || ran === 0) ? 1 : failed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Once Jest has reported it should end. If it does not, some spec has left something open: that is a failure too. */
async function endOfJest(jest, report) {
  let reportedAt = null;
  const watch = setInterval(() => {
    if (reportedAt === null && existsSync(report)) reportedAt = performance.now();
    if (reportedAt !== null && performance.now() - reportedAt > LATEST_END_AFTER_REPORT_MS)
      jest.kill('SIGKILL');
  }, 500);
  const how = await endOf(jest).finally(() => clearInterval(watch));
  return how === 'SIGKILL' && reportedAt !== null ? 'something that a spec left open' : how;
}

function start(args, stdio, env = process.env) {
  return spawn(process.execPath, args, { cwd: root, stdio, env });
}

/** Settles when the process has ended: its exit code, or the signal that ended it. */
function endOf(child) {
  // A terminal tells the child as well; we wait for it to end in order.
  const told = (signal) => signal === 'SIGTERM' && child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, told);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => done(code ?? signal));
  }).finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, told);
  });
}
