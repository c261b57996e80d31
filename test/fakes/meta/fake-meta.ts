// Meta's custom audiences as the Marketing API shows them: `/<audience>/users` with the rules of the real one.
import { openHeldPeople } from '../held-people';
import { jsonOf, openHttpFake, type FakeAnswer, type FakeRequest, type HttpFake } from '../http-fake';

export interface FakeMeta extends HttpFake {
  readonly accessToken: string;
  readonly audienceId: string;
  /** Whom the audience holds: hashes with a space between, in order. */
  holds(): readonly string[];
  /** Rows with this hash are invalid entries from now on. */
  cannotRead(hash: string): void;
  /** The token is taken back, or is good again. */
  letIn(isLetIn: boolean): void;
}

const MOST_ROWS = 10_000;
const KEYS = new Set(['EMAIL', 'PHONE', 'DATA_PROCESSING_OPTIONS']);
const HASH = /^[0-9a-f]{64}$/;

export async function openFakeMeta(): Promise<FakeMeta> {
  const accessToken = `EAAB${'x'.repeat(40)}`;
  const audienceId = '23850000000000001';
  const people = openHeldPeople();
  const unreadable = new Set<string>();
  const sessions = new Set<unknown>();
  let isLetIn = true;

  const serve = (request: FakeRequest): FakeAnswer => {
    const { method, url, headers } = request;
    if (!isLetIn || headers.authorization !== `Bearer ${accessToken}`)
      return refusal(401, 190, 'Error validating access token: The session has been invalidated.');
    const [, , id, edge] = url.pathname.split('/');
    if (!/^\/v\d+\.0\//.test(url.pathname) || edge !== 'users' || (method !== 'POST' && method !== 'DELETE'))
      return refusal(400, 2500, 'Unknown path components');
    if (id !== audienceId)
      return refusal(400, 100, `Unsupported post request. Object with ID '${id}' does not exist`, 33);
    const body = jsonOf(request);
    const payload = body?.['payload'] as { schema?: unknown; data?: unknown } | undefined;
    const session = body?.['session'] as Readonly<Record<string, unknown>> | undefined;
    const wrong = judgePayload(payload) ?? judgeSession(session, sessions);
    if (wrong) return refusal(400, 100, wrong);
    sessions.add(session?.['session_id']);
    const rows = payload?.data as readonly (readonly unknown[])[];
    const read = rows.map((row) => row.slice(0, 2).map(String).filter(Boolean));
    const isRight = (row: readonly string[]): boolean =>
      row.length > 0 && row.every((key) => HASH.test(key) && !unreadable.has(key));
    for (const row of read.filter(isRight)) people[method === 'POST' ? 'add' : 'remove'](row);
    return {
      status: 200,
      json: {
        audience_id: audienceId,
        session_id: String(session?.['session_id']),
        num_received: rows.length,
        num_invalid_entries: read.filter((row) => !isRight(row)).length,
        invalid_entry_samples: {},
      },
    };
  };
  return {
    ...(await openHttpFake(serve)),
    ...{ accessToken, audienceId },
    holds: () => people.all(),
    cannotRead: (hash) => void unreadable.add(hash),
    letIn: (is) => void (isLetIn = is),
  };
}

/** What is wrong with a payload; null = nothing. */
function judgePayload(payload: { schema?: unknown; data?: unknown } | undefined): string | null {
  const { schema, data } = payload ?? {};
  if (!Array.isArray(schema) || schema.length === 0 || !schema.every((key) => KEYS.has(String(key))))
    return '(#100) Param payload[schema] must be an array of known keys';
  if (!Array.isArray(data) || data.length === 0)
    return '(#100) Param payload[data] must be a non-empty array';
  if (data.length > MOST_ROWS) return `(#100) The number of users in a request must not exceed ${MOST_ROWS}`;
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) &&
    row.length === schema.length &&
    row.every((value, at) =>
      schema[at] === 'DATA_PROCESSING_OPTIONS' ? isOptions(value) : typeof value === 'string',
    );
  return data.every(isRow) ? null : '(#100) Each row must have a value for each key of the schema';
}

function isOptions(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => one === 'LDU');
}

function judgeSession(
  session: Readonly<Record<string, unknown>> | undefined,
  known: ReadonlySet<unknown>,
): string | null {
  if (session === undefined) return null;
  const { session_id: id, batch_seq: place, last_batch_flag: isLast } = session;
  if (!Number.isSafeInteger(id) || Number(id) < 1) return '(#100) session_id must be a positive integer';
  if (known.has(id)) return '(#100) The session has ended';
  return place === 1 && isLast === true ? null : '(#100) batch_seq and last_batch_flag do not fit';
}

function refusal(status: number, code: number, message: string, subcode?: number): FakeAnswer {
  const error = { message, type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }) };
  return { status, json: { error: { ...error, fbtrace_id: 'AbCdEf' } } };
}
