import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The compiled file of a thread's entry. It lies beside this file in the build. Under a test runner that
 * compiles TypeScript in memory a thread cannot be started from source, so the build in dist is taken: build
 * before testing (`npm test` does).
 */
export function threadFile(entry: 'render.thread' | 'compile.thread'): string {
  const fromSource = __filename.endsWith('.ts');
  const folder = fromSource ? join(__dirname, '../../../dist/libs/templates/src') : __dirname;
  const file = join(folder, `${entry}.js`);
  if (!existsSync(file)) {
    throw new Error(`The thread ${entry} is not built: threads run compiled code. Build the project first.`);
  }
  return file;
}
