// Programs that use Segment's clients for servers, each in its own language, and what it takes to run them: built once,
// into the cache folder of this account, for all checkouts.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../apps/standalone/src/temporal/cache-folder';

const run = promisify(execFile);
const FOLDER = path.join(__dirname, 'programs');

/** What a program plays: somebody looks at something, says who they are, and clicks so many times; then it ends. */
export interface Story {
  readonly host: string;
  readonly writeKey: string;
  readonly anonymousId: string;
  readonly userId: string;
  readonly clicks: number;
  /** Events of a call at most. */
  readonly batch: number;
  /** Whether calls are packed, by a client that can. */
  readonly packed: boolean;
  /** Whether it waits until all is delivered before it closes its client, where closing gives up what is tried again. */
  readonly waits: boolean;
}

/** A client for servers. */
export interface ServerClient {
  /** As it names itself in what it sends. */
  readonly library: string;
  /** What it cannot run without, where that is not on this machine. */
  readonly missing: string | null;
  /** Plays a story to its end. @throws Error with what it said, where it failed */
  play(story: Story): Promise<void>;
  /** Runs what somebody wrote with it. @throws Error with what it said, where it failed */
  run(code: string): Promise<void>;
}

/** Segment's clients for servers, by language. */
export const serverClients: Readonly<Record<'Node' | 'Python' | 'Go', ServerClient>> = {
  Node: {
    library: '@segment/analytics-node',
    missing: null,
    play: (story) => playWith(process.execPath, [path.join(FOLDER, 'story.mjs')], story),
    run: (code) => say(process.execPath, ['--input-type=module', '--eval', code]),
  },
  Python: {
    library: 'analytics-python',
    missing: answers('python3', ['-c', 'import venv, ensurepip']) ? null : 'python3 with venv',
    play: async (story) => playWith(await python(), [path.join(FOLDER, 'python/story.py')], story),
    run: async (code) => say(await python(), ['-c', code]),
  },
  Go: {
    library: 'analytics-go',
    missing: answers('go', ['version']) ? null : 'go',
    async play(story) {
      const folder = await built('go', ['go.mod', 'go.sum', 'main.go'], async (unfinished, sources) => {
        await run('go', ['build', '-o', path.join(unfinished, 'story'), '.'], { cwd: sources });
      });
      await playWith(path.join(folder, 'story'), [], story);
    },
    async run(code) {
      const folder = mkdtempSync(path.join(tmpdir(), 'jornada-go-'));
      for (const name of ['go.mod', 'go.sum'])
        copyFileSync(path.join(FOLDER, 'go', name), path.join(folder, name));
      writeFileSync(path.join(folder, 'main.go'), code);
      await say('go', ['run', '.'], folder).finally(() => rmSync(folder, { recursive: true }));
    },
  },
};

/** Python, with its client. */
async function python(): Promise<string> {
  const folder = await built('python', ['requirements.txt'], async (unfinished, sources) => {
    await run('python3', ['-m', 'venv', unfinished]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run(path.join(unfinished, 'bin/python'), [...pip, '-r', path.join(sources, 'requirements.txt')]);
  });
  return path.join(folder, 'bin/python');
}

function playWith(program: string, args: readonly string[], story: Story): Promise<void> {
  return say(program, [...args, JSON.stringify(story)]);
}

/** Runs a program that says what it has lost. */
async function say(program: string, args: readonly string[], cwd = process.cwd()): Promise<void> {
  const { stderr } = await run(program, args, { cwd });
  if (/\blost\b/.test(stderr)) throw new Error(stderr);
}

/** The folder of what is built of some files, anew when one of them has changed. */
async function built(
  name: string,
  files: readonly string[],
  build: (folder: string, sources: string) => Promise<void>,
): Promise<string> {
  const sources = path.join(FOLDER, name);
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(sources, file)));
  const all = path.join(cacheFolder(), 'clients');
  const folder = path.join(all, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(all, { recursive: true });
  // Under a name of its own first: another run may be building too.
  const unfinished = mkdtempSync(`${folder}-`);
  await build(unfinished, sources);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function answers(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
