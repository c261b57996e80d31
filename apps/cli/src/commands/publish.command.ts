import type { Command } from 'commander';
import { wrongUse } from '../complaint';
import type { Named } from '../definitions/definitions';
import type { Told } from '../told';
import type { Terminal } from '../terminal/terminal';
import type { Context, Doing } from './context';
import { followPublish } from './follow-publish';
import { jsonOption, numberOption, several } from './options';
import { tellPublished, type Published } from './tell-published';

interface Options {
  readonly people?: string;
  readonly move?: readonly string[];
  readonly exit?: readonly string[];
  readonly dryRun?: true;
}

/** `jornada publish`, `rollback` and `undo`: which version people enter, and what becomes of those inside. */
export function addPublish(program: Command, doing: Doing): void {
  aboutPeople(program.command('publish'))
    .description('freeze the draft of a journey as the version that people enter')
    .action(doing<[string, Options]>((context, key, options) => publish(context, key, 'publish', options)));
  aboutPeople(program.command('rollback'))
    .description('publish an earlier version of a journey again')
    .requiredOption('--to <version>', 'the number of the version')
    .action(
      doing<[string, Options & { to: string }]>((context, key, options) => {
        const to = numberOption('--to', options.to, { from: 1, to: 999_999_999 });
        return publish(context, key, 'rollback', options, { to });
      }),
    );
  program
    .command('undo')
    .description(
      'undo what a publish did to people: back go those who have not left the step they were moved to',
    )
    .argument('<publish>', 'its id, as publish told it')
    .action(
      doing<[string]>(async (context, id) => {
        const api = context.api();
        await api.post(`/v1/publishes/${encodeURIComponent(id)}/undo`);
        const done = await followPublish(context, api, id);
        const { journey, version } = done;
        const sum = (of: 'returned' | 'stayed'): number => done.people.reduce((all, one) => all + one[of], 0);
        const line = `${context.style.good('✓')} ${journey}: version ${version} is undone; ${sum('returned')} put back, ${sum('stayed')} had moved on and stay`;
        return { json: done, lines: [line] };
      }),
    );
}

function aboutPeople(command: Command): Command {
  return command
    .argument('<journey>', 'its key')
    .option(
      '--people <file>',
      'what becomes of those inside, by step: { "old": { "move": "new" }, "gone": "exit" }',
    )
    .option('--move <from=to>', 'move those who stand at a step to one of the new version', several)
    .option('--exit <step>', 'take those out who stand at a step', several)
    .option('--dry-run', 'tell what would happen, and do nothing');
}

async function publish(
  context: Context,
  key: string,
  how: 'publish' | 'rollback',
  options: Options,
  more: Named = {},
): Promise<Told> {
  const people = peopleOf(context.terminal, options);
  const body = { ...more, ...(people ? { people } : {}), ...(options.dryRun ? { dryRun: true } : {}) };
  const api = context.api();
  const published = await api.post<Published>(`/v1/journeys/${encodeURIComponent(key)}/${how}`, body);
  const { publishId } = published;
  const progress =
    people === null || publishId === null ? null : await followPublish(context, api, publishId);
  return tellPublished(key, published, progress, context.style);
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
