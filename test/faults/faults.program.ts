// Thousands of journeys while everything is killed, stopped and restarted: what is lost, what came twice. A black-box
// checker: what it knows, it knows by its own client, by what the provider took, and by what the API tells.
import type { Log } from '../../apps/standalone/src/setup';
import { liveBench } from '../bench/live-bench';
import { openBattlefield } from './battlefield';
import { commandOf, HELP, readOptions } from './faults.options';
import { fight } from './fight';
import { shownTimers, shownVerdict } from './shown-verdict';
import { timersAfterKill } from './timers-after-kill';
import { isClean } from './verdict';

/** How many times a worker is killed to look at timers alone, and how many wait each time. */
const TIMERS = { rounds: 6, people: 40 };

/** Where a run speaks: of its progress, and of what came out. */
export interface Speech {
  readonly log: Log;
  readonly tell: (text: string) => void;
}

/**
 * Runs it, tells of its progress, and judges.
 * @returns the exit code: 0 where nothing is wrong
 * @throws WrongOption
 */
export async function faults(args: readonly string[], { log, tell }: Speech): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    tell(HELP);
    return 0;
  }
  return liveBench(log, async (parts) => {
    log(`Seed ${options.seed}: ${commandOf(options)}`);
    const field = await parts.start('the battlefield', async () => {
      const opened = await openBattlefield(options);
      return { ...opened, stop: () => opened.close() };
    });
    if (options.pace === 'production') {
      log('Timers are waited for whose worker is killed while another is up ...');
      tell(shownTimers(await timersAfterKill(field.stack, field.workers, TIMERS)));
    }
    const { verdict, fought } = await fight(field, options, log);
    tell(shownVerdict(verdict, fought));
    return isClean(verdict) ? 0 : 1;
  });
}
