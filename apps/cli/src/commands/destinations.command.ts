import type { Command } from 'commander';
import { requireJsonFile, sourceAt } from '../definitions/read-file';
import type { Style } from '../terminal/style';
import { table } from '../terminal/table';
import type { Doing } from './context';

interface Destination {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
  readonly people: Readonly<Record<'held' | 'pending' | 'refused' | 'unknown', number>>;
  readonly trouble: { readonly sentence: string; readonly hint: string } | null;
  readonly nextTryAt: string | null;
  readonly lastSuccessAt: string | null;
}

const ACTS = [
  ['pause', 'tell a destination nothing until it is resumed'],
  ['resume', 'let a destination go on that was paused, by you or by its network'],
  ['refresh', 'tell a destination of everybody once more'],
] as const;

/** `jornada destinations`: where an audience is told of: listed, connected, paused, disconnected. */
export function addDestinations(program: Command, doing: Doing): void {
  const destinations = program
    .command('destinations')
    .description('connect audiences to lists at ad networks, and tell how these are');
  destinations
    .command('list')
    .description('list where an audience is told of, and how far each list is')
    .argument('<audience>', 'its key')
    .action(
      doing<[string]>(async ({ style, api }, audience) => {
        const all = await api().list<Destination>(pathOf(audience));
        return { json: all, lines: all.length === 0 ? [NONE] : tellAll(all, style) };
      }),
    );
  destinations
    .command('connect')
    .description('connect an audience to a list, or change how its list is told')
    .argument('<audience>', 'its key')
    .argument('<file>', 'what PUT takes, as JSON: docs/remarketing.md; credentials stand in it')
    .option('--as <key>', 'the key of the destination; its kind where it is left out')
    .action(
      doing<[string, string, { as?: string }]>(async ({ terminal, style, api }, audience, file, { as }) => {
        const body = requireJsonFile(sourceAt(terminal.cwd, file)) as { readonly kind?: string };
        const key = as ?? String(body?.kind);
        const saved = await api().put<Destination>(pathOf(audience, key), body);
        return {
          json: saved,
          lines: [`${style.good('✓')} connected ${audience}`, ...tellAll([saved], style)],
        };
      }),
    );
  for (const [act, description] of ACTS) {
    destinations
      .command(act)
      .description(description)
      .argument('<audience>', 'its key')
      .argument('<destination>', 'its key')
      .action(
        doing<[string, string]>(async ({ style, api }, audience, key) => {
          const kept = await api().post<Destination>(`${pathOf(audience, key)}/${act}`);
          return { json: kept, lines: tellAll([kept], style) };
        }),
      );
  }
  destinations
    .command('disconnect')
    .description('take everybody out of a list, then forget it')
    .argument('<audience>', 'its key')
    .argument('<destination>', 'its key')
    .option('--keep', 'leave the list as it is')
    .action(
      doing<[string, string, { keep?: true }]>(async ({ style, api }, audience, key, { keep }) => {
        await api().delete(`${pathOf(audience, key)}?empty=${keep ? 'false' : 'true'}`);
        const done = keep ? 'is forgotten; its list stays as it is' : 'is being emptied, and then forgotten';
        return {
          json: { key, keep: keep ?? false },
          lines: [`${style.good('✓')} ${style.strong(key)} ${done}`],
        };
      }),
    );
}

const NONE = 'It is told of nowhere yet. Connect it: jornada destinations connect <audience> <file>';

function pathOf(audience: string, key?: string): string {
  const path = `/v1/audiences/${encodeURIComponent(audience)}/destinations`;
  return key === undefined ? path : `${path}/${encodeURIComponent(key)}`;
}

function tellAll(all: readonly Destination[], style: Style): readonly string[] {
  const rows = all.map(({ key, kind, state, people, lastSuccessAt }) => [
    ...[style.strong(key), kind, state === 'in-sync' ? style.good(state) : style.warning(state)],
    ...[people.held, people.pending, people.refused, people.unknown].map(String),
    lastSuccessAt ?? '—',
  ]);
  const head = ['destination', 'kind', 'state', '>held', '>pending', '>refused', '>unknown', 'last success'];
  return [...table(head, rows), ...all.flatMap((one) => tellTrouble(one, style))];
}

function tellTrouble({ key, trouble, nextTryAt }: Destination, style: Style): readonly string[] {
  if (!trouble) return [];
  const next = nextTryAt === null ? '' : ` Next try: ${nextTryAt}.`;
  return ['', `${style.strong(key)}: ${trouble.sentence}${next}`, `  ${style.quiet(trouble.hint)}`];
}
