// Somebody's own endpoint that holds a list: verifies signatures, and does nothing twice.
import { createHmac } from 'node:crypto';
import { openHeldPeople } from './held-people';
import { jsonOf, openHttpFake, type FakeAnswer, type FakeRequest, type HttpFake } from './http-fake';

export interface OwnList extends HttpFake {
  /** Whom it holds: what it knows of each, with a space between, in order. */
  holds(): readonly string[];
  cannotRead(hash: string): void;
  letIn(isLetIn: boolean): void;
}

interface Told {
  readonly id: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** @param key what it verifies by @param knownBy what it knows people by */
export async function openOwnList(key: Buffer, knownBy: 'hashes' | 'ids' = 'hashes'): Promise<OwnList> {
  const people = openHeldPeople();
  const done = new Map<string, string>();
  const unreadable = new Set<string>();
  let isLetIn = true;
  const serve = (request: FakeRequest): FakeAnswer => {
    const { headers, text, url } = request;
    const answer = (status: number): FakeAnswer => ({ status, json: {} });
    const [id, at] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
    const signature = createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64');
    if (!isLetIn || headers['webhook-signature'] !== `v1,${signature}`) return answer(401);
    if (url.pathname !== '/list') return answer(404);
    if (headers['idempotency-key'] !== id) return answer(400);
    // The same key with another body is a fault of who calls.
    if (done.has(id)) return answer(done.get(id) === text ? 200 : 409);
    const body = jsonOf(request);
    const members = (body?.['members'] ?? []) as readonly Told[];
    if (members.some(({ email }) => email !== null && unreadable.has(email))) return answer(422);
    for (const { id: own, email, phone } of members) {
      const keys = knownBy === 'ids' ? [own] : [email, phone].filter((one) => one !== null);
      if (keys.length > 0) people[body?.['type'] === 'audience.add' ? 'add' : 'remove'](keys);
    }
    done.set(id, text);
    return answer(200);
  };
  return {
    ...(await openHttpFake(serve)),
    holds: () => people.all(),
    cannotRead: (hash) => void unreadable.add(hash),
    letIn: (is) => void (isLetIn = is),
  };
}
