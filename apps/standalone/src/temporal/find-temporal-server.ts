import { type Log, SetupError } from '../setup';
import { buildTemporal } from './build-temporal';
import { downloadTemporal } from './download-temporal';
import { chooseTemporal, noTemporal, type Rung, type TemporalChoice } from './temporal-ladder';
import { lookForTemporal } from './temporal-programs';

/** A Temporal server that can be used at once: one that runs, our own program, or the command `temporal`. */
export type FoundTemporal =
  | { readonly kind: 'running'; readonly rung: 1; readonly address: string }
  | { readonly kind: 'own'; readonly rung: 2 | 4; readonly program: string }
  | { readonly kind: 'command'; readonly rung: 3 | 5; readonly program: string };

interface Climb {
  readonly log: Log;
  /** Pass over what is below: 2 for one that is ours to stop, 4 for one that skips time. */
  readonly minimumRung?: Rung;
  readonly signal?: AbortSignal;
}

/**
 * Gets a Temporal server by the first way that works: TEMPORAL_ADDRESS; our own, built before; `temporal` on PATH; Go,
 * which builds ours; a download. Building takes minutes, once.
 * @throws SetupError in one sentence with the ways out
 */
export async function findTemporalServer({ log, minimumRung = 1, signal }: Climb): Promise<FoundTemporal> {
  const surroundings = await lookForTemporal();
  const failed: SetupError[] = [];
  for (let from = minimumRung; ; from = 5) {
    const choice = chooseTemporal(surroundings, from);
    try {
      return await follow(choice, { log, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (!(error instanceof SetupError) || signal?.aborted) throw error;
      failed.push(error);
      const because = failed.map(({ message }) => message.replace(/\.$/, ''));
      if (choice.rung === 5) throw noTemporal(surroundings, because, failed[0]?.output ?? '');
      log(error.message);
    }
  }
}

async function follow(choice: TemporalChoice, climb: Omit<Climb, 'minimumRung'>): Promise<FoundTemporal> {
  switch (choice.rung) {
    case 1:
      return { kind: 'running', rung: 1, address: choice.address };
    case 2:
      return { kind: 'own', rung: 2, program: choice.program };
    case 3:
      return { kind: 'command', rung: 3, program: choice.program };
    case 4:
      return { kind: 'own', rung: 4, program: await buildTemporal(choice.go, climb) };
    case 5:
      return { kind: 'command', rung: 5, program: choice.program ?? (await downloadTemporal(climb)) };
  }
}
