import type { Command } from 'commander';
import type { Doing } from './context';

interface Options {
  readonly name?: string;
  readonly timezone?: string;
  readonly locale?: string;
  readonly fromName?: string;
  readonly from: string;
}

interface Created {
  readonly workspace: { readonly key: string; readonly name: string };
  readonly keys: { readonly write: string; readonly browser: string; readonly secret: string };
}

/** `jornada workspace create`: a workspace with its keys, by whoever runs the server. */
export function addWorkspace(program: Command, doing: Doing): void {
  const workspace = program.command('workspace').description('make workspaces');
  workspace
    .command('create')
    .description('make a workspace and its keys, which are shown this once; needs JORNADA_ADMIN_KEY')
    .argument('<key>', 'what URLs call it: lower-case letters, digits, - and _')
    .requiredOption('--from <address>', 'the e-mail address that messages come from')
    .option('--from-name <name>', 'the name that messages come from; the name of the workspace if left out')
    .option('--name <name>', 'what people call it; its key if left out')
    .option('--timezone <zone>', 'its time zone, such as America/Sao_Paulo; UTC if left out')
    .option('--locale <locale>', 'its language, such as pt-BR; en if left out')
    .action(
      doing<[string, Options]>(async ({ style, adminApi }, key, options) => {
        const { name = key, timezone, locale, from: email, fromName = name } = options;
        const created = await adminApi().post<Created>('/v1/workspaces', {
          ...{ key, name, from: { name: fromName, email } },
          ...(timezone === undefined ? {} : { timezone }),
          ...(locale === undefined ? {} : { locale }),
        });
        const { write, browser, secret } = created.keys;
        return {
          json: created,
          lines: [
            `${style.good('✓')} made workspace ${style.strong(created.workspace.key)}. Its keys are shown this once:`,
            '',
            `  write    ${write}   for servers: sends events`,
            `  browser  ${browser}   for pages: sends events, and is public`,
            `  secret   ${secret}   for the API: everything`,
          ],
        };
      }),
    );
}
