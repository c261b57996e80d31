import type { Command } from 'commander';
import { table } from '../terminal/table';
import type { Doing } from './context';
import { several } from './options';

interface Key {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly hint: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** `jornada keys`: the keys of the workspace: listed, made, revoked. */
export function addKeys(program: Command, doing: Doing): void {
  const keys = program.command('keys').description('list, make and revoke the keys of the workspace');
  keys
    .command('list')
    .description('list the keys; their texts are kept nowhere')
    .action(
      doing<[]>(async ({ style, api }) => {
        const all = await api().list<Key>('/v1/keys');
        const rows = all.map(({ id, kind, label, hint, createdAt, revokedAt }) => {
          const state = revokedAt === null ? style.good('open') : style.quiet(`revoked ${revokedAt}`);
          return [id, kind, `…${hint}`, label, createdAt, state];
        });
        return { json: all, lines: table(['id', 'kind', 'key', 'label', 'made', 'state'], rows) };
      }),
    );
  keys
    .command('create')
    .description('make a key, which is shown this once')
    .argument('<kind>', 'secret: everything; server, browser: may send events')
    .option('--label <text>', 'what people call it')
    .option('--origin <site>', 'of a browser key: a site that may use it; may be given again', several)
    .action(
      doing<[string, { label?: string; origin?: readonly string[] }]>(
        async ({ style, api }, kind, { label, origin }) => {
          const body = {
            kind,
            ...(label === undefined ? {} : { label }),
            ...(origin ? { origins: origin } : {}),
          };
          const made = await api().post<Key & { readonly text: string }>('/v1/keys', body);
          return {
            json: made,
            lines: [`${style.good('✓')} made a ${kind} key, which is shown this once:`, '', `  ${made.text}`],
          };
        },
      ),
    );
  keys
    .command('revoke')
    .description('revoke a key: it opens nothing any more within five seconds')
    .argument('<id>', 'its id, as keys list tells it')
    .action(
      doing<[string]>(async ({ style, api }, id) => {
        await api().delete(`/v1/keys/${encodeURIComponent(id)}`);
        return { json: { id, revoked: true }, lines: [`${style.good('✓')} revoked key ${id}`] };
      }),
    );
}
