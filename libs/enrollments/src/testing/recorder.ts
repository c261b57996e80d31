import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Finish, Start } from './recorder.process';

const program = path.resolve(__dirname, '../../../../dist/libs/enrollments/src/testing/recorder.process.js');

/** A process that records events while we do something else. */
export interface Recorder {
  /** Records all of them, at about the same time; answers in order. */
  record(starts: readonly Start[]): Promise<readonly Finish[]>;
  stop(): Promise<void>;
}

/** Starts one on a database; it runs what was built. */
export function startRecorder(url: string): Recorder {
  if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first`);
  const child = fork(program, [url], { execArgv: [] });
  const ended = once(child, 'exit');
  return {
    async record(starts) {
      const died = ended.then(() => {
        throw new Error('the process that records has ended');
      });
      const answered = once(child, 'message');
      child.send(starts);
      const [finishes] = (await Promise.race([answered, died])) as [readonly Finish[]];
      return finishes;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
