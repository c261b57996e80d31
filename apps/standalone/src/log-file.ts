import { existsSync, openSync, readFileSync, renameSync } from 'node:fs';

/** Opens a fresh file for what a server says. What the start before wrote is kept beside it, as `<file>.before`. */
export function openLogFile(file: string): number {
  if (existsSync(file)) renameSync(file, `${file}.before`);
  return openSync(file, 'a', 0o600);
}

/** The last lines of a log. */
export function lastLines(file: string, count = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
