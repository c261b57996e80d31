import type { Problem } from '#journey';
import type { Command } from 'commander';
import { wrongUse } from '../complaint';
import type { Named } from '../definitions/definitions';
import type { Terminal } from '../terminal/terminal';
import type { Doing } from './context';
import { jsonOption, numberOption, several } from './options';
import { problemLines } from './problem-lines';

interface Options {
  readonly people?: string;
  readonly move?: readonly string[];
  readonly exit?: readonly string[];
  readonly dryRun?: true;
}

interface Published {
  readonly version: number;
  readonly problems: readonly Problem[];
}

/** `jornada publish` and `jornada rollback`: which version people enter, and what becomes of those inside. */
export function addPublish(program: Command, doing: Doing): void {
  program
    .command('publish')
    .description('freeze the draft of a journey as the version that people enter')
    .argument('<journey>', 'its key')
    .option(
      '--people <file>',
      'what becomes of those inside, by step: { "old": { "move": "new" }, "gone": "exit" }',
    )
    .option('--move <from=to>', 'move those who stand at a step to one of the new version', several)
    .option('--exit <step>', 'take those out who stand at a step', several)
    .option('--dry-run', 'tell what would happen, and do nothing')
    .action(
      doing<[string, Options]>(async ({ terminal, style, api }, key, options) => {
        const people = peopleOf(terminal, options);
        const body = { ...(people ? { people } : {}), ...(options.dryRun ? { dryRun: true } : {}) };
        const published = await api().post<Published>(`${pathOf(key)}/publish`, body);
        const verb = options.dryRun ? 'would become' : 'is';
        return {
          json: published,
          lines: [
            `${style.good('✓')} ${style.strong(key)} ${verb} version ${published.version}`,
            ...problemLines(published.problems, style),
          ],
        };
      }),
    );
  program
    .command('rollback')
    .description('publish an earlier version of a journey again')
    .argument('<journey>', 'its key')
    .requiredOption('--to <version>', 'the number of the version')
    .action(
      doing<[string, { to: string }]>(async ({ style, api }, key, options) => {
        const to = numberOption('--to', options.to, { from: 1, to: 999_999_999 });
        const published = await api().post<Published>(`${pathOf(key)}/rollback`, { to });
        return {
          json: published,
          lines: [
            `${style.good('✓')} ${style.strong(key)} is version ${published.version}, which is what ${to} was`,
          ],
        };
      }),
    );
}

function pathOf(key: string): string {
  return `/v1/journeys/${encodeURIComponent(key)}`;
}

function peopleOf(terminal: Terminal, { people, move = [], exit = [] }: Options): Named | null {
  const moves = move.map((one) => {
    const [from = '', to = '', more] = one.split('=');
    if (from !== '' && to !== '' && more === undefined) return [from, { move: to }] as const;
    throw wrongUse(`--move is '${one}'.`, 'It should be from=to: two steps, such as old-mail=new-mail.');
  });
  const exits = exit.map((step) => [step, 'exit'] as const);
  const all = {
    ...(people === undefined ? {} : jsonOption(terminal, '--people', `@${people}`)),
    ...Object.fromEntries([...moves, ...exits]),
  };
  return Object.keys(all).length === 0 ? null : all;
}
