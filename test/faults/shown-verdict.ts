import { commandOf, type FaultsOptions } from './faults.options';
import type { StrikeCount } from './strikes';
import type { LateTimers } from './timers-after-kill';
import { isClean, type Verdict } from './verdict';

/** What was done in a run. */
export interface Fought {
  readonly options: FaultsOptions;
  readonly count: StrikeCount;
  readonly terminated: number;
  readonly people: number;
  readonly mails: number;
  /** Calls that were not answered, or with a 5xx. */
  readonly failures: number;
}

/** How late timers were after their worker was killed. */
export function shownTimers({ untouched, begun }: LateTimers): string {
  const line = (what: string, times: readonly number[]): string => {
    const at = (part: number): string =>
      `${((times[Math.ceil(times.length * part) - 1] ?? 0) / 1_000).toFixed(1)} s`;
    const figures = times.length === 0 ? 'none' : `median ${at(0.5)}, p99 ${at(0.99)}, latest ${at(1)}`;
    return `timers after a worker's SIGKILL, another being up, ${what}: ${times.length}; late by ${figures}`;
  };
  return `${line('not begun', untouched)}\n${line('inside an activity', begun)}\n`;
}

const MOST_SENTENCES = 20;

/** What came out of a run; the last line says it in short. */
export function shownVerdict(verdict: Verdict, fought: Fought): string {
  const { count, options } = fought;
  const wrong = Object.entries(verdict).flatMap(([name, sentences]) => {
    const all = sentences as readonly string[];
    const more = all.length > MOST_SENTENCES ? [`  and ${all.length - MOST_SENTENCES} more`] : [];
    return all.length === 0
      ? []
      : [`${all.length} ${name}:`, ...all.slice(0, MOST_SENTENCES).map((one) => `  ${one}`), ...more];
  });
  const lines = [
    ...wrong,
    `${count.kills} kills, ${count.pauses} pauses, ${count.restarts} restarts, ${count.failures} ended by themselves; ${fought.terminated} workflows terminated by hand; Temporal's databases put back once`,
    `${fought.people} people, ${fought.mails} mails accepted, ${fought.failures} calls made again`,
    `again: ${commandOf(options)}`,
    `${isClean(verdict) ? 'nothing is wrong: ' : ''}${verdict.lost.length} lost, ${verdict.twice.length} twice`,
  ];
  return `${lines.join('\n')}\n`;
}
