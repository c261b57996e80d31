import { setTimeout as pause } from 'node:timers/promises';
import type { PrismaPg } from '@prisma/adapter-pg';
import { isLockTimeout } from './transaction';

/** How long a statement of a migration waits for a lock (ms): all who come after it wait behind it for so long. */
const TIMEOUT = 2_000;

/** How long it steps back then (ms), and how often it tries. */
const STEP_BACK = 1_000;
const MOST_TRIES = 100;

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * Runs scripts statement by statement. One that does not get its locks in time steps back, lets those pass who wait
 * behind it, and tries again. One that works CONCURRENTLY keeps nobody waiting, and so waits as long as it takes.
 * @param adapter with one connection only
 */
export function patient<Connected extends Pick<Adapter, 'executeScript'>>(
  adapter: Connected,
  { timeout = TIMEOUT, stepBack = STEP_BACK } = {},
): Connected {
  const run = adapter.executeScript.bind(adapter);
  const insist = async (statement: string): Promise<void> => {
    await run(`SET lock_timeout = ${/\bCONCURRENTLY\b/i.test(statement) ? 0 : timeout}`);
    for (let tries = 1; ; tries += 1) {
      try {
        return await run(statement);
      } catch (error) {
        if (tries === MOST_TRIES || !isLockTimeout(causeOf(error))) throw error;
        await pause(stepBack);
      }
    }
  };
  return Object.assign(adapter, {
    async executeScript(script: string): Promise<void> {
      for (const statement of script.split(';')) if (statement.trim() !== '') await insist(statement);
    },
  });
}

/** What the database said, of an error that the adapter has made its own. */
function causeOf(error: unknown): unknown {
  const { originalCode: code } = ((error as { readonly cause?: unknown }).cause ?? {}) as {
    originalCode?: unknown;
  };
  return typeof code === 'string' ? Object.assign(new Error('the database refused'), { code }) : error;
}
