import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../command-line';

/** What a command said, and how it ended. */
export interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A folder in which commands run, in this process, with nothing of its environment. */
export interface Desk {
  readonly folder: string;
  write(file: string, content: unknown): void;
  run(...args: readonly string[]): Promise<Said>;
  /** What a command answers to programs. */
  runJson(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly json: never }>;
  close(): void;
}

/** Opens a folder to run commands in. */
export function openDesk(
  env: Readonly<Record<string, string>> = {},
  { isInteractive = false }: { readonly isInteractive?: boolean } = {},
): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), 'jornada-cli-'));
  const run: Desk['run'] = async (...args) => {
    const said = { out: '', err: '' };
    const exitCode = await runCommandLine(args, {
      ...{ env, cwd: folder, isInteractive },
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
      now: () => Date.UTC(2026, 10, 22, 12),
    });
    return { exitCode, ...said };
  };
  return {
    folder,
    run,
    async runJson(...args) {
      const { exitCode, out } = await run(...args, '--json');
      return { exitCode, json: JSON.parse(out) as never };
    },
    write(file, content) {
      const place = path.join(folder, file);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
