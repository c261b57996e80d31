import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Parcel } from '../carrier';
import { openEgress } from '../egress/egress';
import type { Posted } from '../provider';
import { openEndpoint, type Endpoint } from '../testing';
import { webhookCarrier } from './webhook.carrier';
import { openWebhookKeys, shownWebhookKey } from './webhook-keys';
import { PAUSES } from './webhook-outcome';

const LAST = PAUSES.length + 1;
const workspaceId = randomUUID();
const [first, second] = [randomBytes(32), randomBytes(32)];
const keys = openWebhookKeys([first, second]);
const carrier = webhookCarrier(openEgress({ allowed: ['127.0.0.1'] }), keys);

function parcelFor(
  { port }: Endpoint,
  { attempt = 1, timeout = 5_000 }: { attempt?: number; timeout?: number } = {},
): Parcel {
  const origin = `http://127.0.0.1:${port}`;
  const request = {
    method: 'POST',
    url: `${origin}/people/7?x=1`,
    headers: { 'content-type': 'application/json', 'x-shop': 'Loja' },
    body: '{"name":"Ana ❤"}',
    timeout,
  };
  return { sendId: randomUUID(), workspaceId, address: origin, attempt, content: { request } };
}

const never = (): AbortSignal => new AbortController().signal;

/** What an outcome is in a line: `accepted {"status":200}`, `unsent answered-429 in 5s`. */
function inShort(posted: Posted, since: number): string {
  const wait =
    'retryAt' in posted && posted.retryAt ? ` in ${Math.round((posted.retryAt - since) / 1_000)}s` : '';
  const reply = 'reply' in posted ? ` ${JSON.stringify(posted.reply)}` : '';
  const reason = posted.kind === 'failed' ? ` ${posted.code}` : 'reason' in posted ? ` ${posted.reason}` : '';
  return `${posted.kind}${reason}${wait}${reply}`;
}

describe('What an endpoint answers', () => {
  const json =
    (status: number, body: unknown, headers: Record<string, string> = {}) =>
    (to: ServerResponse) =>
      void to.writeHead(status, headers).end(JSON.stringify(body));
  const text =
    (body: string | Buffer, headers: Record<string, string> = {}) =>
    (to: ServerResponse) =>
      void to.writeHead(200, headers).end(body);

  it.each<[string, (to: ServerResponse) => void, first: string, last: string]>([
    ['200 with JSON', json(200, { score: 7 }), 'accepted {"status":200,"body":{"score":7}}', 'same'],
    ['204', (to) => to.writeHead(204).end(), 'accepted {"status":204}', 'same'],
    ['200 with text', text('yes'), 'accepted {"status":200,"body":"yes"}', 'same'],
    ['200 with a list', json(200, [1, 'a']), 'accepted {"status":200,"body":[1,"a"]}', 'same'],
    ['200 with too much', text(Buffer.alloc(100_000, '1')), 'accepted {"status":200}', 'same'],
    ['200, packed', text('x', { 'content-encoding': 'gzip' }), 'accepted {"status":200}', 'same'],
    [
      '200 with what no database takes',
      text('{"a\\u0000":"b\\u0000\\ud800","n":1e999,"__proto__":{"x":1}}'),
      'accepted {"status":200,"body":{"a":"b�","n":null,"__proto__":{"x":1}}}',
      'same',
    ],
    [
      '200, nested too deeply',
      text('['.repeat(60) + ']'.repeat(60)),
      `accepted {"status":200,"body":"${'['.repeat(60)}${']'.repeat(60)}"}`,
      'same',
    ],
    ['301', json(301, {}), 'failed answered-301 {"status":301,"body":{}}', 'same'],
    ['400', json(400, { error: 'no' }), 'failed answered-400 {"status":400,"body":{"error":"no"}}', 'same'],
    ['401', json(401, {}), 'failed answered-401 {"status":401,"body":{}}', 'same'],
    ['404', json(404, {}), 'failed answered-404 {"status":404,"body":{}}', 'same'],
    ['408', json(408, {}), 'unsent answered-408 in 5s', 'failed answered-408 {"status":408,"body":{}}'],
    ['429', json(429, {}), 'unsent answered-429 in 5s', 'failed answered-429 {"status":429,"body":{}}'],
    [
      '429 with a wish',
      json(429, {}, { 'retry-after': '90' }),
      'unsent answered-429 in 90s',
      'failed answered-429 {"status":429,"body":{}}',
    ],
    [
      '503 with a wish beyond measure',
      json(503, {}, { 'retry-after': '99999999' }),
      'unsent answered-503 in 43200s',
      'failed answered-503 {"status":503,"body":{}}',
    ],
    ['500', json(500, {}), 'unknown answered-500 in 5s', 'failed answered-500 {"status":500,"body":{}}'],
    ['502', json(502, {}), 'unknown answered-502 in 5s', 'failed answered-502 {"status":502,"body":{}}'],
    ['504', json(504, {}), 'unknown answered-504 in 5s', 'failed answered-504 {"status":504,"body":{}}'],
    ['nothing, and hangs up', (to) => to.destroy(), 'unknown ECONNRESET in 5s', 'failed ECONNRESET'],
  ])('%s', async (_, behave, first, last) => {
    const endpoint = await openEndpoint(behave);
    const since = Date.now();
    const posted = await carrier.post(parcelFor(endpoint), never());
    expect(inShort(posted, since)).toBe(first);
    expect(inShort(await carrier.post(parcelFor(endpoint, { attempt: LAST }), never()), since)).toBe(
      last === 'same' ? first : last,
    );
    await endpoint.close();
  });

  it('nothing in time: unknown, and asked again', async () => {
    const endpoint = await openEndpoint(() => undefined);
    const posted = await carrier.post(parcelFor(endpoint, { timeout: 200 }), never());
    expect(posted).toMatchObject({ kind: 'unknown', reason: 'no-answer-in-time' });
    await endpoint.close();
  });

  it('nothing, for it is not there: surely not done, and asked again, less and less often', async () => {
    const endpoint = await openEndpoint();
    await endpoint.close();
    const waits: number[] = [];
    for (let attempt = 1; attempt < LAST; attempt += 1) {
      const since = Date.now();
      const posted = await carrier.post(parcelFor(endpoint, { attempt }), never());
      if (posted.kind !== 'unsent') throw new Error(posted.kind);
      waits.push(Math.round(((posted.retryAt ?? 0) - since) / 1_000));
    }
    expect(waits).toEqual([5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200]);
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(24 * 3_600);
    expect(await carrier.post(parcelFor(endpoint, { attempt: LAST }), never())).toMatchObject({
      kind: 'failed',
      code: 'ECONNREFUSED',
      conclusive: true,
    });
  });

  it('cannot be asked for, where nobody may go: it has failed, and is not tried again', async () => {
    const endpoint = await openEndpoint();
    const strict = webhookCarrier(openEgress(), keys);
    expect(await strict.post(parcelFor(endpoint), never())).toMatchObject({
      kind: 'failed',
      code: 'address-not-allowed',
    });
    expect(endpoint.connections()).toBe(0);
    await endpoint.close();
  });
});

describe('What an endpoint gets', () => {
  it('is what was written, signed by each key of the workspace, with the id of the send', async () => {
    const endpoint = await openEndpoint();
    const parcel = parcelFor(endpoint);
    await carrier.post(parcel, never());
    const [got] = endpoint.got;
    expect(got).toMatchObject({
      ...{ method: 'POST', path: '/people/7?x=1', body: '{"name":"Ana ❤"}' },
      headers: {
        'x-shop': 'Loja',
        'content-type': 'application/json',
        'user-agent': 'Jornada',
        'idempotency-key': parcel.sendId,
        'webhook-id': parcel.sendId,
      },
    });
    const timestamp = String(got?.headers['webhook-timestamp']);
    expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60);
    const signatures = keys(workspaceId).map((key) => {
      const secret = Buffer.from(shownWebhookKey(key).slice('whsec_'.length), 'base64');
      const signed = createHmac('sha256', secret).update(`${parcel.sendId}.${timestamp}.${got?.body}`);
      return `v1,${signed.digest('base64')}`;
    });
    expect(got?.headers['webhook-signature']).toBe(signatures.join(' '));
    await endpoint.close();
  });

  it('is signed by keys that are of the workspace alone, and follow from the master keys alone', () => {
    const shown = (workspace: string, ...of: Buffer[]) => openWebhookKeys(of)(workspace).map(shownWebhookKey);
    expect(shown(workspaceId, second, first)).toEqual(shown(workspaceId, first, second).toReversed());
    expect(shown('another', first)).not.toEqual(shown(workspaceId, first));
    expect(shown(workspaceId, first)[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});

test("permits are a host's, for a workspace: a slow one keeps nobody from another", () => {
  const of = (workspace: string, address: string) => carrier.keyOf({ workspaceId: workspace, address });
  const all = [of('a', 'https://x'), of('a', 'https://y'), of('b', 'https://x')];
  expect(new Set(all).size).toBe(3);
});
