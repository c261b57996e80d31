import { Command, CommanderError } from 'commander';
import { asComplaint } from './as-complaint';
import { commands } from './commands';
import type { Context, Doing } from './commands/context';
import { complaintLines } from './complaint-lines';
import type { ExitCode } from './exit-codes';
import { openApi } from './server/api';
import { findAdmin, findServer } from './server/find-server';
import { printable } from './terminal/printable';
import { styleOf } from './terminal/style';
import type { Terminal } from './terminal/terminal';

const HELP = `
Exit codes: 0 all is well, 1 something was found (problems, differences, somebody who was not entered), 2 wrong use,
3 the server cannot be reached, 4 the server refused, 5 a fault of ours.

Environment: JORNADA_URL, JORNADA_SECRET_KEY, JORNADA_ADMIN_KEY; where npm start runs, all that is found by itself.`;

/** Carries out one command. Never throws. @returns how it ended */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = new Command('jornada');
  const style = styleOf(terminal);
  const options = (): { readonly url?: string; readonly json?: true } => program.opts();
  const isForPrograms = (): boolean => options().json ?? args.includes('--json');
  const context: Context = {
    terminal,
    style,
    api() {
      const { url, secretKey } = findServer(terminal, options().url);
      return openApi(terminal, { url, key: secretKey });
    },
    adminApi: () => openApi(terminal, findAdmin(terminal, options().url)),
  };
  let exitCode: ExitCode = 0;
  const doing: Doing =
    (act) =>
    async (...inputs) => {
      const { json, lines, exitCode: code = 0 } = await act(context, ...inputs);
      exitCode = code;
      terminal.out(isForPrograms() ? asJson(json) : asText(lines));
    };
  describeProgram(program, terminal);
  for (const add of commands) add(program, doing);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const complaint = asComplaint(error);
    const { sentence, details } = complaint;
    if (isForPrograms()) terminal.out(asJson({ error: { sentence, ...details } }));
    else terminal.err(asText(complaintLines(complaint, style)));
    return complaint.exitCode;
  }
}

function describeProgram(program: Command, terminal: Terminal): void {
  program
    .description('Journeys from files and the terminal: check, simulate, plan, apply, publish, and ask why.')
    .option('--url <url>', 'where the API is')
    .option('--json', 'answer JSON, for programs')
    .addHelpText('after', HELP)
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      // What is wrong is told once, as every complaint is.
      outputError: () => undefined,
    });
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('');
}
