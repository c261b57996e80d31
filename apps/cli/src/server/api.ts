import { withProgress } from '../terminal/progress';
import type { Terminal } from '../terminal/terminal';
import { readRefusal, ServerRefusal } from './server-refusal';
import { Complaint } from '../complaint';

/** Calls of the HTTP API. Each throws a Complaint where the server is away, or a ServerRefusal where it says no. */
export interface Api {
  readonly url: string;
  get<Answer>(path: string): Promise<Answer>;
  /** What is at a path; null where there is nothing (404). */
  find<Answer>(path: string): Promise<Answer | null>;
  /** All items of a list, page by page; `most` of them where that is said. */
  list<Item>(path: string, most?: number): Promise<readonly Item[]>;
  put<Answer>(path: string, body: unknown): Promise<Answer>;
  patch<Answer>(path: string, body: unknown): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<void>;
}

/** How long an answer may take (ms): a publish may freeze much. */
const LONGEST = 120_000;
const PAGE = 200;

/** Opens the API for calls with a key. */
export function openApi(
  terminal: Terminal,
  { url, key }: { readonly url: string; readonly key: string },
): Api {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await withProgress(
      terminal,
      () => `Asking ${url}`,
      () => ask(url, key, method, path, body),
    );
    if (answer.status >= 200 && answer.status < 300)
      return answer.text === '' ? null : parsed(url, answer.text);
    throw readRefusal(url, answer);
  };
  const api: Api = {
    url,
    get: <Answer>(path: string) => call('GET', path) as Promise<Answer>,
    async find<Answer>(path: string) {
      try {
        return await api.get<Answer>(path);
      } catch (error) {
        if (error instanceof ServerRefusal && error.status === 404 && error.code !== 'no-such-route')
          return null;
        throw error;
      }
    },
    async list<Item>(path: string, most = Number.POSITIVE_INFINITY) {
      const items: Item[] = [];
      const mark = path.includes('?') ? '&' : '?';
      for (let cursor: string | null = ''; cursor !== null && items.length < most;) {
        const query: string = `${mark}limit=${Math.min(PAGE, most)}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
        const page: { items: readonly Item[]; next: string | null } = await api.get(path + query);
        items.push(...page.items);
        cursor = page.next;
      }
      return items.slice(0, most);
    },
    put: <Answer>(path: string, body: unknown) => call('PUT', path, body) as Promise<Answer>,
    patch: <Answer>(path: string, body: unknown) => call('PATCH', path, body) as Promise<Answer>,
    post: <Answer>(path: string, body?: unknown) => call('POST', path, body) as Promise<Answer>,
    async delete(path) {
      await call('DELETE', path);
    },
  };
  return api;
}

async function ask(
  url: string,
  key: string,
  method: string,
  path: string,
  body: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A key is shown to the server that was named, and to no other.
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new Complaint(3, `The server at ${url} cannot be reached: ${reasonOf(error)}.`, {
      code: 'unreachable',
      hint: 'Is it running (npm start), and is --url or JORNADA_URL right?',
    });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `it did not answer within ${LONGEST / 1_000} seconds`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'its name is unknown',
    EAI_AGAIN: 'its name cannot be looked up now',
    ECONNRESET: 'it broke the connection',
    ETIMEDOUT: 'it does not answer',
  };
  if (code !== null && known[code] !== undefined) return known[code];
  return (cause instanceof Error && cause.message !== '' ? cause.message : error.message).replace(/\.$/, '');
}

function parsed(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Complaint(4, `What answers at ${url} is not Jornada: its answer is no JSON.`, {
      code: 'not-jornada',
      hint: 'Give the address of the API, by --url or JORNADA_URL.',
    });
  }
}
