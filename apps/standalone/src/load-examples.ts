import path from 'node:path';
import { callsOfExample, type ExampleCall, listExamples } from './examples';
import { type Log } from './setup';

/** Where the API is, and the key that opens the workspace. */
export interface ApiAccess {
  readonly url: string;
  readonly secretKey: string;
}

/** Brings the examples into a workspace that has no journey yet, through the HTTP API, as anybody would. */
export async function loadExamples(folder: string, api: ApiAccess, log: Log): Promise<void> {
  const journeys = (await ask(api, { method: 'GET', path: '/v1/journeys?limit=1' })) as {
    items?: readonly unknown[];
  };
  if (journeys.items?.length !== 0) return;
  for (const name of listExamples(folder)) {
    try {
      for (const call of callsOfExample(path.join(folder, name))) await ask(api, call);
      log(`Loaded the example ${name}.`);
    } catch (error) {
      log(`The example ${name} was not loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function ask(
  api: ApiAccess,
  call: ExampleCall | { readonly method: 'GET'; readonly path: string },
): Promise<unknown> {
  const answer = await fetch(api.url + call.path, {
    method: call.method,
    headers: {
      authorization: `Bearer ${api.secretKey}`,
      ...('body' in call ? { 'content-type': 'application/json' } : {}),
    },
    ...('body' in call ? { body: JSON.stringify(call.body) } : {}),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${call.method} ${call.path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return text === '' ? null : JSON.parse(text);
}
