import { createRequire } from 'node:module';
import path from 'node:path';
import { packageRoot } from './package-root';

export type { HeldLock, Log, LockHolder, ProcessIdentity, SetupPart } from '../setup/index.cjs';

// What must work before anything is built is plain JavaScript, outside of dist/. It goes on being used from there.
const file = path.join(packageRoot(), 'apps/standalone/setup/index.cjs');
const setup = createRequire(__filename)(file) as typeof import('../setup/index.cjs');

export const {
  askToEnd,
  commandLine,
  createLog,
  hashOfSources,
  identify,
  isRunning,
  prepare,
  runTool,
  SetupError,
  spawnGuarded,
  takeLock,
  waitForLock,
  withProgress,
} = setup;
export type SetupError = InstanceType<typeof SetupError>;
