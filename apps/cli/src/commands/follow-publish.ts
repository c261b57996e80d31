import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../server/api';
import { withProgress } from '../terminal/progress';
import type { Context } from './context';

/** How far a publish is with the people of earlier versions. */
export interface PublishProgress {
  readonly journey: string;
  readonly version: number;
  readonly state: 'applying' | 'applied' | 'undoing' | 'undone';
  readonly people: readonly {
    readonly step: string;
    readonly people: number;
    readonly waiting: number;
    readonly moved: number;
    readonly exited: number;
    readonly left: number;
    readonly ended: number;
    readonly returned: number;
    readonly stayed: number;
  }[];
}

/** How often it is asked (ms), and how long at most: it goes on by itself, watched or not. */
const EVERY = 500;
const LONGEST = 10 * 60_000;

/** Waits until a publish is through with its people, and says how far it is meanwhile. */
export async function followPublish({ terminal }: Context, api: Api, id: string): Promise<PublishProgress> {
  const ask = (): Promise<PublishProgress> => api.get(`/v1/publishes/${encodeURIComponent(id)}`);
  let progress = await ask();
  const end = performance.now() + LONGEST;
  const waiting = (): number => progress.people.reduce((sum, one) => sum + one.waiting, 0);
  await withProgress(
    terminal,
    () => `${waiting()} people are still to be moved`,
    async () => {
      while (progress.state.endsWith('ing') && performance.now() < end) {
        await pause(EVERY);
        progress = await ask();
      }
    },
  );
  return progress;
}
