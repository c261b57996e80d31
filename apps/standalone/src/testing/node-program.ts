import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** Runs a few lines of JavaScript in a process of its own, with what setup/ offers as `setup`. */
export function startProgram(lines: string): ChildProcessWithoutNullStreams {
  const setup = JSON.stringify(require.resolve('../../setup/index.cjs'));
  return spawn(process.execPath, ['-e', `const setup = require(${setup});\n${lines}`], { stdio: 'pipe' });
}

/** The first line that a program says, or its end without one. */
export async function firstLineOf(program: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    program.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    program.once('close', (code, signal) => resolve(`ended: ${signal ?? code}`));
  });
}

/** Ends a program as a crash would, and waits until it is gone. */
export async function crash(program: ChildProcessWithoutNullStreams): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise((resolve) => program.once('close', resolve));
  program.kill('SIGKILL');
  await gone;
}
