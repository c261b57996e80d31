import { setTimeout as pause } from 'node:timers/promises';

/** How long an answer is waited for (ms): a process that is stopped answers nobody. */
const PATIENCE = 10_000;
const BETWEEN = 100;

/** A client that goes on until it is answered, at one address after the other. */
export interface InsistentClient {
  /** @throws Error where it is refused */
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<void>;
  get<Answer>(path: string): Promise<Answer>;
  /** All of a list, page by page. */
  list<Item>(path: string): Promise<readonly Item[]>;
  /** How many calls were not answered, or with a 5xx. */
  failures(): number;
  /** Those that still try give up. */
  close(): void;
}

/** @param key a secret key */
export function openInsistentClient(urls: readonly string[], key: string): InsistentClient {
  let turn = 0;
  let failures = 0;
  const isOver = new AbortController();
  const insist = async (path: string, request: RequestInit): Promise<Response> => {
    for (;;) {
      isOver.signal.throwIfAborted();
      const url = urls[turn++ % urls.length] ?? '';
      const signal = AbortSignal.any([isOver.signal, AbortSignal.timeout(PATIENCE)]);
      const answer = await fetch(url + path, { ...request, signal }).catch(() => null);
      if (answer?.ok) return answer;
      if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429)
        throw new Error(`${request.method} ${path} is refused: ${await answer.text()}`);
      await answer?.body?.cancel().catch(() => undefined);
      failures += 1;
      await pause(BETWEEN);
    }
  };
  const authorization = `Bearer ${key}`;
  const get = async <Answer>(path: string): Promise<Answer> => {
    for (;;) {
      const answer = await insist(path, { method: 'GET', headers: { authorization } });
      // The answer may break off in the middle.
      const body = await answer.json().catch(() => null);
      if (body !== null) return body as Answer;
    }
  };
  return {
    get,
    async post(path, body, headers = {}) {
      const answer = await insist(path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', ...headers },
        body,
      });
      await answer.arrayBuffer().catch(() => undefined);
    },
    async list<Item>(path: string) {
      const items: Item[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: { items: readonly Item[]; next: string | null } = await get(`${path}?limit=200${from}`);
        items.push(...page.items);
        cursor = page.next;
      }
      return items;
    },
    failures: () => failures,
    close: () => isOver.abort(),
  };
}
