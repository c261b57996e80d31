import type { Command } from 'commander';
import { table } from '../terminal/table';
import type { Doing } from './context';

interface Incident {
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly enrollmentId: string;
  readonly journey: string;
  readonly step: string | null;
}

/** `jornada incidents`: what stands still by a fault, and letting it try again. */
export function addIncidents(program: Command, doing: Doing): void {
  const incidents = program
    .command('incidents')
    .description('list what stands still by a fault, let it try again');
  incidents
    .command('list')
    .description('list the open incidents, the newest first')
    .action(
      doing<[]>(async ({ api }) => {
        const all = await api().list<Incident>('/v1/incidents');
        const rows = all.map(({ at, journey, step, code, message, enrollmentId }) => {
          return [at, journey, step ?? '—', code, message, enrollmentId];
        });
        return {
          json: all,
          lines:
            all.length === 0
              ? ['Nothing stands still.']
              : table(['since', 'journey', 'step', 'code', 'fault', 'enrollment'], rows),
        };
      }),
    );
  incidents
    .command('retry')
    .description('let what is parked try again, the longest parked first')
    .option('--journey <key>', 'only of this journey')
    .option('--code <code>', 'only with this code, as incidents list tells it')
    .action(
      doing<[{ journey?: string; code?: string }]>(async ({ style, api }, { journey, code }) => {
        const wanted = {
          ...(journey === undefined ? {} : { journey }),
          ...(code === undefined ? {} : { code }),
        };
        let retried = 0;
        for (let again = true; again;) {
          const some = await api().post<{ retried: number; again: boolean }>('/v1/incidents/retry', wanted);
          retried += some.retried;
          again = some.again;
        }
        return { json: { retried }, lines: [`${style.good('✓')} ${retried} of them go on`] };
      }),
    );
}
