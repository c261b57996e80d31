import type { Command } from 'commander';
import { inTurns } from '../plan/in-turns';
import type { Api } from '../server/api';
import type { Style } from '../terminal/style';
import { table } from '../terminal/table';
import type { Told } from '../told';
import { percent } from '../words';
import type { Doing } from './context';

interface Journey {
  readonly key: string;
  readonly name: string;
  readonly state: string;
  readonly publishedVersion: number | null;
}

interface Report {
  readonly entered: number;
  readonly active: Readonly<Record<string, number>>;
  readonly completed: number;
  readonly exited: number;
  readonly failed: number;
  readonly exits: readonly { readonly reason: string; readonly count: number }[];
  readonly sends: Readonly<Record<string, number>>;
  readonly engaged: number;
  readonly converted: number;
}

/** `jornada status`: how journeys stand. */
export function addStatus(program: Command, doing: Doing): void {
  program
    .command('status')
    .description('tell how journeys stand: who is inside, where, what was sent, what came of it')
    .argument('[journey]', 'its key; all of them where it is left out')
    .action(
      doing<[string | undefined]>(({ style, api }, key) =>
        key === undefined ? tellAll(api(), style) : tellOne(api(), key, style),
      ),
    );
}

async function tellAll(api: Api, style: Style): Promise<Told> {
  const journeys = await api.list<Journey>('/v1/journeys');
  const reports = await inTurns(journeys, ({ key }) => reportOf(api, key));
  const rows = journeys.map(({ key, state, publishedVersion }, index) => {
    const report = reports[index];
    const inside = Object.values(report?.active ?? {}).reduce((sum, many) => sum + many, 0);
    const numbers = [publishedVersion, report?.entered, inside, report?.converted];
    return [style.strong(key), shownState(state, style), ...numbers.map((number) => String(number ?? '—'))];
  });
  return {
    json: journeys.map((journey, index) => ({ ...journey, report: reports[index] })),
    lines:
      rows.length === 0
        ? ['There is no journey yet. Bring one: jornada apply <folder> --publish']
        : table(['journey', 'state', '>version', '>entered', '>inside', '>converted'], rows),
  };
}

async function tellOne(api: Api, key: string, style: Style): Promise<Told> {
  const [journey, report] = await Promise.all([
    api.get<Journey>(`/v1/journeys/${encodeURIComponent(key)}`),
    reportOf(api, key),
  ]);
  const { name, state, publishedVersion } = journey;
  const { entered, active, completed, exited, failed, exits, sends, engaged, converted } = report;
  const share = (part: number): string => (entered === 0 ? '' : percent(part, entered));
  const section = (title: string, numbers: readonly (readonly [string, number])[]): readonly string[] =>
    numbers.length === 0
      ? []
      : [
          '',
          style.strong(title),
          ...table(
            ['', '>', ''],
            numbers.map(([what, many]) => [`  ${what}`, String(many), style.quiet(share(many))]),
          ),
        ];
  return {
    json: { ...journey, report },
    lines: [
      `${style.strong(name)} (${key}): ${shownState(state, style)}${publishedVersion === null ? '' : `, version ${publishedVersion}`}`,
      ...section('People', [
        ['entered', entered],
        ['completed', completed],
        ['exited', exited],
        ['failed', failed],
        ['engaged', engaged],
        ['converted', converted],
      ]),
      ...section('Inside, by step', Object.entries(active)),
      ...section(
        'Exits, by reason',
        exits.map(({ reason, count }) => [reason, count] as const),
      ),
      ...(Object.keys(sends).length === 0
        ? []
        : [
            '',
            style.strong('Sends'),
            ...table(
              ['', '>'],
              Object.entries(sends).map(([what, many]) => [`  ${what.toLowerCase()}`, String(many)]),
            ),
          ]),
    ],
  };
}

function reportOf(api: Api, key: string): Promise<Report> {
  return api.get(`/v1/journeys/${encodeURIComponent(key)}/report`);
}

function shownState(state: string, style: Style): string {
  if (state === 'running') return style.good(state);
  return state === 'draft' ? style.quiet(state) : style.warning(state);
}
