import { gzipSync } from 'node:zlib';
import { openTestApi, type TestApi } from './testing/open-test-api';
import { seed, topic } from './testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seed(api, api.mine);
});
afterAll(() => api.close());

describe('How a body is packed and labelled', () => {
  const raw = JSON.stringify({ userId: 'ana', event: 'Seen' });
  const send = (url: string, body: string | Buffer, headers: Readonly<Record<string, string>>) =>
    api.call('POST', url, { key: api.mine.keys.secret, raw: body, headers });

  it.each([
    ['text/plain, as browsers say', raw, { 'content-type': 'text/plain' }],
    ['text/plain with a charset', raw, { 'content-type': 'text/plain;charset=UTF-8' }],
    ['a form, though it is JSON', raw, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON in capitals', raw, { 'content-type': 'Application/JSON; charset=utf-8' }],
    ['gzip', gzipSync(raw), { 'content-encoding': 'gzip' }],
    ['gzip by its old name', gzipSync(raw), { 'content-encoding': 'x-gzip' }],
    ['gzip labelled as a form', gzipSync(raw), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['nothing packed, and labelled so', raw, { 'content-encoding': 'identity' }],
  ])('an event is taken as %s', async (_, body, headers) => {
    expect(await send('/v1/track', body, headers)).toMatchObject({ status: 200 });
  });

  it.each([
    ['a type that nobody reads', raw, { 'content-type': 'application/xml' }, 415, 'unsupported-media-type'],
    ['a type that is none', raw, { 'content-type': 'json' }, 415, 'unsupported-media-type'],
    ['several types', raw, { 'content-type': 'text/xml, application/json' }, 415, 'unsupported-media-type'],
    [
      'a form of files',
      raw,
      { 'content-type': 'multipart/form-data; boundary=x' },
      415,
      'unsupported-media-type',
    ],
    ['brotli', raw, { 'content-encoding': 'br' }, 415, 'unsupported-encoding'],
    ['gzip twice', gzipSync(gzipSync(raw)), { 'content-encoding': 'gzip, gzip' }, 400, 'not-utf8'],
    ['gzip that is none', raw, { 'content-encoding': 'gzip' }, 400, 'not-gzip'],
    ['gzip cut in two', gzipSync(raw).subarray(0, 30), { 'content-encoding': 'gzip' }, 400, 'damaged-gzip'],
    [
      'a gzip bomb',
      gzipSync(Buffer.alloc(50_000_000, ' ')),
      { 'content-encoding': 'gzip' },
      413,
      'body-too-large',
    ],
    ['gzip of what is no JSON', gzipSync('hello'), { 'content-encoding': 'gzip' }, 400, 'malformed-json'],
    ['Latin-1', Buffer.from('{"userId":"S\xe3o"}', 'latin1'), {}, 400, 'not-utf8'],
    ['UTF-16', Buffer.from(raw, 'utf16le'), {}, 400, 'malformed-json'],
  ])('an event is refused as %s', async (_, body, headers, status, code) => {
    expect((await send('/v1/track', body, headers)).json).toMatchObject({ status, code });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json', ''])(
    'a document is refused as %s: it takes JSON alone',
    async (type) => {
      const call = {
        key: api.mine.keys.secret,
        raw: JSON.stringify(topic),
        headers: { 'content-type': type },
      };
      expect((await api.call('PUT', '/v1/topics/news', call)).json).toMatchObject({
        status: 415,
        code: 'unsupported-media-type',
      });
    },
  );
});

describe('An answer that refuses', () => {
  it('logs nothing: it is no fault of ours', () => expect(api.logged).toEqual([]));
});
