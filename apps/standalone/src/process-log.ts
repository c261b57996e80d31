import { appendFileSync } from 'node:fs';
import { type Log } from './setup';

/** Takes the JSON lines of api and worker into a file, and shows those that speak of errors. */
export function processLog(file: string, log: Log): (line: string) => void {
  return (line) => {
    appendFileSync(file, line.endsWith('\n') ? line : `${line}\n`, { mode: 0o600 });
    if (line.includes('"level":"error"')) log(line.trimEnd());
  };
}
