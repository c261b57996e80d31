import { setTimeout as pause } from 'node:timers/promises';
import { describeFault, meters, type Log } from '#telemetry';

/** A background task that can be stopped. */
export interface Background {
  /** Ends it after the round at hand. */
  stop(): Promise<void>;
}

/**
 * Does rounds of work until stopped. One that fails is logged and counted, and the next one comes all the same.
 * @param name of the task, as metrics and logs call it
 * @param round answers `again` where there is more to do at once
 */
export function repeat(
  name: string,
  everyMs: number,
  round: () => Promise<'again' | void>,
  log: Log,
): Background {
  meters.roundSeconds.zero({ round: name, outcome: 'failed' });
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const stopTimer = meters.roundSeconds.startTimer({ round: name });
      let outcome = 'done';
      const next = await round().catch((error: unknown) => {
        outcome = 'failed';
        log.warn('a background round failed', { round: name, ...describeFault(error) });
      });
      stopTimer({ outcome });
      if (next === 'again') continue;
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
