// Google's Data Manager API as its users see it: takes batches of audience members, works on them later, and tells how far
// it is; and the server that gives out access tokens for it.
import { randomUUID } from 'node:crypto';
import { openHeldPeople } from '../held-people';
import { jsonOf, openHttpFake, type FakeAnswer, type FakeRequest, type HttpFake } from '../http-fake';
import { judgeMembers, judgeRequest, refusal, type Wrong } from './judge-request';

/** How the work on a request ends. */
export type Ending = 'SUCCESS' | 'FAILED' | 'gone';

export interface FakeGoogle extends HttpFake {
  readonly secrets: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
  };
  readonly accountId: string;
  readonly audienceId: string;
  /** Whom the audience holds: hashes with a space between, in order. */
  holds(): readonly string[];
  /** Members with this hash fail when they are worked on, from now on. */
  cannotRead(hash: string): void;
  /** How the next requests end, one after the other; else well. */
  endBy(...endings: readonly Ending[]): void;
  /** The refresh token is taken back, or is good again. */
  letIn(isLetIn: boolean): void;
  /** Access tokens given out are good no more. */
  dropTokens(): void;
}

interface Work {
  readonly does: 'ingest' | 'remove';
  readonly members: readonly (readonly string[])[];
  looks: number;
  state: 'PROCESSING' | 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILED';
  failed: number;
}

export async function openFakeGoogle(): Promise<FakeGoogle> {
  const secrets = {
    clientId: 'client',
    clientSecret: `secret-${randomUUID()}`,
    refreshToken: `1//${randomUUID()}`,
  };
  const [accountId, audienceId] = ['1234567890', '987654321'];
  const people = openHeldPeople();
  const unreadable = new Set<string>();
  const works = new Map<string, Work>();
  const endings: Ending[] = [];
  const tokens = new Set<string>();
  let isLetIn = true;

  const giveToken = ({ text }: FakeRequest): FakeAnswer => {
    const form = new URLSearchParams(text);
    const isRight =
      isLetIn &&
      form.get('grant_type') === 'refresh_token' &&
      form.get('client_id') === secrets.clientId &&
      form.get('client_secret') === secrets.clientSecret &&
      form.get('refresh_token') === secrets.refreshToken;
    if (!isRight) return { status: 400, json: { error: 'invalid_grant', error_description: 'Bad Request' } };
    const token = `ya29.${randomUUID()}`;
    tokens.add(token);
    return { status: 200, json: { access_token: token, expires_in: 3_599, token_type: 'Bearer' } };
  };

  /** Does what was asked for. It takes its time: who looks first, sees it at work. */
  const work = (id: string): void => {
    const one = works.get(id);
    if (!one || one.state !== 'PROCESSING' || ++one.looks < 2) return;
    const ending = endings.shift() ?? 'SUCCESS';
    if (ending === 'gone') return void works.delete(id);
    if (ending === 'FAILED') return void (one.state = 'FAILED');
    const [right, wrong] = [
      one.members.filter((keys) => !keys.some((key) => unreadable.has(key))),
      one.members.filter((keys) => keys.some((key) => unreadable.has(key))),
    ];
    for (const keys of right) people[one.does === 'ingest' ? 'add' : 'remove'](keys);
    one.failed = wrong.length;
    one.state = wrong.length === 0 ? 'SUCCESS' : right.length === 0 ? 'FAILED' : 'PARTIAL_SUCCESS';
  };

  const tell = (id: string): FakeAnswer | Wrong => {
    work(id);
    const one = works.get(id);
    if (!one) return { status: 404, reason: 'NOT_FOUND', sentence: 'Requested entity was not found.' };
    const reason =
      one.failed > 0
        ? 'PROCESSING_ERROR_REASON_INVALID_USER_IDENTIFIER'
        : 'PROCESSING_ERROR_REASON_INTERNAL_ERROR';
    const errorCounts = [{ recordCount: String(one.failed || one.members.length), reason }];
    const isWrong = one.state === 'FAILED' || one.state === 'PARTIAL_SUCCESS';
    const status = { requestStatus: one.state, ...(isWrong && { errorInfo: { errorCounts } }) };
    return { status: 200, json: { requestStatusPerDestination: [status] } };
  };

  const serve = (request: FakeRequest): FakeAnswer => {
    const { method, url, headers } = request;
    if (url.pathname === '/token') return giveToken(request);
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!tokens.has(token))
      return refusal({
        status: 401,
        reason: 'ACCESS_TOKEN_EXPIRED',
        sentence: 'Request had invalid credentials.',
      });
    if (method === 'GET' && url.pathname === '/v1/requestStatus:retrieve') {
      const told = tell(url.searchParams.get('requestId') ?? '');
      return 'json' in told ? told : refusal(told);
    }
    const does = /^\/v1\/audienceMembers:(ingest|remove)$/.exec(url.pathname)?.[1] as
      Work['does'] | undefined;
    if (does === undefined || method !== 'POST')
      return refusal({ status: 404, reason: 'NOT_FOUND', sentence: 'Not Found' });
    const body = jsonOf(request) ?? {};
    const wrong = judgeRequest(body, does, { accountId, audienceId });
    if (wrong) return refusal(wrong);
    const members = judgeMembers(body['audienceMembers']);
    if ('status' in members) return refusal(members);
    const id = randomUUID();
    works.set(id, { does, members: members.read, looks: 0, state: 'PROCESSING', failed: 0 });
    return { status: 200, json: { requestId: id } };
  };
  return {
    ...(await openHttpFake(serve)),
    ...{ secrets, accountId, audienceId },
    holds: () => people.all(),
    cannotRead: (hash) => void unreadable.add(hash),
    endBy: (...more) => void endings.push(...more),
    letIn: (is) => void (isLetIn = is),
    dropTokens: () => tokens.clear(),
  };
}
