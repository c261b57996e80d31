import { execFile } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from './child-environment';
import { packageRoot } from './package-root';
import { type Log } from './setup';

/** Where the API is, and the key that opens the workspace. */
export interface ApiAccess {
  readonly url: string;
  readonly secretKey: string;
}

/** Examples that are being brought into a workspace. */
export interface Loading {
  /** Settles when it is over, however it went; that is logged. */
  readonly ended: Promise<void>;
  /** Gives it up. */
  stop(): void;
}

/** Brings examples into a workspace, with their people: by the command line, as anybody would. */
export function loadExamples(names: readonly string[], { url, secretKey }: ApiAccess, log: Log): Loading {
  const given = new AbortController();
  const root = packageRoot();
  const folders = names.map((name) => path.join('examples', name));
  const args = [path.join(root, 'apps/cli/jornada.mjs'), 'apply', ...folders, '--publish', '--profiles'];
  const env = childEnvironment({ JORNADA_URL: url, JORNADA_SECRET_KEY: secretKey });
  const ended = new Promise<void>((resolve) => {
    const options = { cwd: root, env, signal: given.signal, timeout: 120_000 };
    execFile(process.execPath, args, options, (error, _, said) => {
      if (!error) log(`Loaded the example${names.length === 1 ? '' : 's'} ${names.join(', ')}.`);
      else if (!given.signal.aborted)
        log(`The examples were not all loaded: ${said.trim() === '' ? error.message : said.trim()}`);
      resolve();
    });
  });
  return { ended, stop: () => given.abort() };
}

/** Whether a workspace has no journey yet. */
export async function isEmpty({ url, secretKey }: ApiAccess): Promise<boolean> {
  const answer = await fetch(`${url}/v1/journeys?limit=1`, {
    headers: { authorization: `Bearer ${secretKey}` },
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`the journeys cannot be listed: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { readonly items: readonly unknown[] }).items.length === 0;
}
