import type { Problem } from '#journey';
import type { Command } from 'commander';
import type { Definitions } from '../definitions/definitions';
import { readDefinitions } from '../definitions/read-definitions';
import { inTurns } from '../plan/in-turns';
import type { Api } from '../server/api';
import type { Style } from '../terminal/style';
import type { Told } from '../told';
import { count } from '../words';
import { checkJourneys, type CheckedFile, type Known } from './check-journeys';
import type { Doing } from './context';

/** `jornada check`: every problem of journeys, where it is, and what to do about it. */
export function addCheck(program: Command, doing: Doing): void {
  program
    .command('check')
    .description('tell every problem of journeys, and run their simulations; needs no server')
    .argument('<paths...>', 'journeys, folders of a journey, or folders of such folders')
    .option(
      '--workspace',
      'look for templates, topics, audiences and journeys in the workspace, too, and into what messages say',
    )
    .action(
      doing<[string[], { workspace?: true }]>(async (context, paths, options) => {
        const definitions = readDefinitions(context.terminal, paths);
        const known = options.workspace ? await readKnown(context.api(), definitions) : null;
        const files = checkJourneys(definitions, { known, now: context.terminal.now() });
        return tell(files, context.style);
      }),
    );
}

async function readKnown(api: Api, { journeys: written }: Definitions): Promise<Known> {
  const keysOf = async (path: string): Promise<readonly string[]> =>
    (await api.list<{ readonly key: string }>(path)).map(({ key }) => key);
  const [templates, topics, audiences, journeys] = await Promise.all([
    keysOf('/v1/templates'),
    keysOf('/v1/topics'),
    keysOf('/v1/audiences'),
    keysOf('/v1/journeys'),
  ]);
  const told = await inTurns(written, ({ body }) =>
    api.post<{ readonly problems: readonly Problem[] }>('/v1/journeys/check', body),
  );
  const problems = new Map(written.map((definition, place) => [definition, told[place]?.problems ?? []]));
  return { templates, topics, audiences, journeys, found: (journey) => problems.get(journey) ?? [] };
}

function tell(files: readonly CheckedFile[], style: Style): Told {
  const all = files.flatMap(({ problems }) => problems);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const warnings = all.length - errors;
  const simulations = files.reduce((sum, file) => sum + file.simulations, 0);
  const lines = files.flatMap(({ file, problems }) => [
    ...(problems.length === 0 ? [`${style.good('✓')} ${file}`] : [style.strong(file)]),
    ...problems.flatMap(({ severity, rule, line, column, sentence, hint }) => [
      `  ${severity === 'error' ? style.bad('✗') : style.warning('!')} ${line}:${column}  ${sentence}  ${style.quiet(rule)}`,
      `      ${style.quiet(hint)}`,
    ]),
  ]);
  const sum = [
    count(files.length, 'file'),
    count(errors, 'error'),
    count(warnings, 'warning'),
    ...(simulations > 0 ? [`${count(simulations, 'simulation')} run`] : []),
  ].join(', ');
  return {
    json: { errors, warnings, simulations, files },
    lines: [...lines, '', errors > 0 ? style.bad(sum) : style.good(sum)],
    exitCode: errors > 0 ? 1 : 0,
  };
}
