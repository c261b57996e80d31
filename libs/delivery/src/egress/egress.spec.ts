import { openEndpoint, type Endpoint } from '../testing';
import { openEgress, type Egress, type Resolve } from './egress';
import type { EgressRequest } from './egress.contract';

const ask = (url: string): EgressRequest => ({ method: 'POST', url, headers: {}, body: '{}' });
const soon = (): AbortSignal => AbortSignal.timeout(5_000);

/** What a name stands for; nothing where it is not listed. */
const names =
  (table: { readonly [host: string]: readonly string[] }): Resolve =>
  (host) =>
    Promise.resolve(
      (table[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

describe('The inner network', () => {
  let inside: Endpoint;
  let inside6: Endpoint;
  beforeAll(async () => {
    [inside, inside6] = [await openEndpoint(), await openEndpoint(undefined, '::1')];
  });
  afterAll(() => Promise.all([inside.close(), inside6.close()]));

  /** As marketers, and those who mean ill, may write them; `PORT` is that of a server which would answer. */
  const literals = [
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://127.0.1:PORT/',
    'http://127.255.255.254:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://0x7f.1:PORT/',
    'http://017700000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0177.0.0.01:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://１２７.０.０.１:PORT/',
    'http://127。0。0。1:PORT/',
    'http://%31%32%37.0.0.1:PORT/',
    'http:127.0.0.1:PORT/',
    'http:\\\\127.0.0.1:PORT\\',
    'http://0:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[0:0:0:0:0:0:0:1]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[0:0:0:0:0:ffff:7f00:0001]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::127.0.0.1]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[2001:0:7f00:1::]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[fc00::1]:PORT/',
    'http://[fd00:ec2::254]:PORT/',
    'http://[fec0::1]:PORT/',
    'http://[ff02::1]:PORT/',
    'http://[2001:db8::1]:PORT/',
    'http://10.0.0.1:PORT/',
    'http://172.16.0.1:PORT/',
    'http://172.31.255.255:PORT/',
    'http://192.168.1.1:PORT/',
    'http://169.254.169.254:PORT/latest/meta-data/',
    'http://0xa9fea9fe:PORT/',
    'http://168.63.129.16:PORT/',
    'http://100.64.0.1:PORT/',
    'http://100.100.100.200:PORT/',
    'http://192.0.0.192:PORT/',
    'http://198.18.0.1:PORT/',
    'http://192.0.2.1:PORT/',
    'http://224.0.0.1:PORT/',
    'http://239.255.255.250:PORT/',
    'http://240.0.0.1:PORT/',
    'http://255.255.255.255:PORT/',
    'https://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://LOCALHOST:PORT/',
    'http://localhost.:PORT/',
    'http://somebody@127.0.0.1:PORT/',
    'http://example.com@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT#@example.com/',
    'ftp://127.0.0.1:PORT/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:PORT/',
    'http://127.0.0.1:22/',
    'http://example.com:25/',
    'http://example.com:6/',
    'http://',
    'nothing',
  ];

  it.each(literals)('is not reached by %s', async (form) => {
    const local = names({
      localhost: ['127.0.0.1'],
      'localhost.': ['::1'],
      'example.com': ['93.184.215.14'],
    });
    const egress = openEgress({ resolve: local });
    for (const { port } of [inside, inside6])
      expect(await egress.request(ask(form.replace('PORT', String(port))), soon())).toMatchObject({
        kind: 'forbidden',
      });
    expect([inside.connections(), inside6.connections()]).toEqual([0, 0]);
  });

  it.each([
    ['that stands for it', ['127.0.0.1']],
    ['that stands for it in IPv6', ['::1']],
    ['that stands for a mapped address', ['::ffff:127.0.0.1']],
    ['that stands for a link-local address of one network', ['fe80::1%lo']],
    ['that stands for the secrets of a cloud', ['169.254.169.254']],
    ['that stands for the outside and the inside', ['93.184.215.14', '127.0.0.1']],
  ])('is not reached by a name %s', async (_, addresses) => {
    const egress = openEgress({ resolve: names({ 'hooks.example': addresses }) });
    const url = `http://hooks.example:${inside.port}/`;
    expect(await egress.request(ask(url), soon())).toEqual({
      kind: 'forbidden',
      reason: 'address-not-allowed',
    });
    expect([inside.connections(), inside6.connections()]).toEqual([0, 0]);
  });

  it('is not reached by a name that is another one when it is asked again', async () => {
    const answers = ['93.184.215.14', '127.0.0.1', '127.0.0.1'];
    let asked = 0;
    const resolve: Resolve = () => Promise.resolve([{ address: answers[asked++] ?? '', family: 4 }]);
    const url = `http://rebinding.example:${inside.port}/`;
    const answer = await openEgress({ resolve }).request(ask(url), AbortSignal.timeout(300));
    expect(answer.kind).toBe('unsent');
    expect([asked, inside.connections()]).toEqual([1, 0]);
  });

  it('is not reached by the redirect of a host that is allowed', async () => {
    const outside = await openEndpoint((response, _, place) => {
      const location = `http://127.0.0.1:${inside.port}/`;
      response.writeHead([301, 302, 303, 307, 308][place] ?? 500, { location }).end();
    });
    const egress = openEgress({
      allowed: ['outside.example'],
      resolve: names({ 'outside.example': ['127.0.0.1'] }),
    });
    for (const status of [301, 302, 303, 307, 308])
      expect(await egress.request(ask(`http://outside.example:${outside.port}/`), soon())).toMatchObject({
        kind: 'answered',
        status,
      });
    expect(inside.connections()).toBe(0);
    await outside.close();
  });

  it.each([
    ['the name of a host', ['hooks.internal']],
    ['an address', ['127.0.0.1']],
    ['a block', ['10.0.0.0/8', '127.0.0.0/8']],
  ])('is reached where the operator allows %s', async (_, allowed) => {
    const before = inside.got.length;
    const egress = openEgress({ allowed, resolve: names({ 'hooks.internal': ['127.0.0.1'] }) });
    const answer = await egress.request(ask(`http://hooks.internal:${inside.port}/a?b=c`), soon());
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(inside.got.slice(before)).toMatchObject([{ method: 'POST', path: '/a?b=c', body: '{}' }]);
    expect(inside.got.at(-1)?.headers.host).toBe(`hooks.internal:${inside.port}`);
  });

  it('there are at least forty forms', () => expect(literals.length).toBeGreaterThanOrEqual(40));
});

describe('A connection goes to the address that was judged', () => {
  it('though the name stands for another one by then', async () => {
    const [judged, later] = [await openEndpoint(), await openEndpoint(undefined, '127.0.0.2')];
    let asked = 0;
    const resolve: Resolve = () =>
      Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
    const egress = openEgress({ allowed: ['127.0.0.0/8'], resolve });
    await egress.request(ask(`http://rebinding.example:${judged.port}/`), soon());
    expect([asked, judged.got.length, later.got.length]).toEqual([1, 1, 0]);
    await Promise.all([judged.close(), later.close()]);
  });
});

describe('An endpoint', () => {
  const local: Egress = openEgress({ allowed: ['127.0.0.1'] });
  const urlOf = ({ port }: Endpoint): string => `http://127.0.0.1:${port}/`;

  it.each<[string, Parameters<typeof openEndpoint>[0], object]>([
    [
      'answers',
      (response) => response.writeHead(201).end('yes'),
      { kind: 'answered', status: 201, cut: false },
    ],
    [
      'answers more than is read',
      (response) => response.end(Buffer.alloc(1_000_000, 'x')),
      { kind: 'answered', status: 200, cut: true },
    ],
    [
      'answers without end',
      (response) => {
        const more = (): boolean =>
          response.destroyed || (response.write(Buffer.alloc(10_000)), setImmediate(more), true);
        more();
      },
      { kind: 'answered', cut: true },
    ],
    [
      'sends headers without end',
      (response) => response.setHeader('x', 'y'.repeat(100_000)).end(),
      { kind: 'broken', reason: 'HPE_HEADER_OVERFLOW' },
    ],
    ['says nothing and hangs up', (response) => response.destroy(), { kind: 'broken', reason: 'ECONNRESET' }],
    [
      'hangs up in the middle',
      (response) => {
        response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy());
      },
      { kind: 'broken', reason: 'ECONNRESET' },
    ],
    [
      'speaks another protocol from then on',
      (response) => response.writeHead(101, { connection: 'upgrade', upgrade: 'websocket' }).end(),
      { kind: 'broken' },
    ],
  ])('that %s', async (_, behave, expected) => {
    const endpoint = await openEndpoint(behave);
    expect(await local.request(ask(urlOf(endpoint)), soon())).toMatchObject(expected);
    await endpoint.close();
  });

  it.each<[string, Parameters<typeof openEndpoint>[0]]>([
    ['never answers', () => undefined],
    [
      'never ends its answer',
      (response) => {
        response.writeHead(200).write('…');
      },
    ],
  ])('that %s is left when the time is over', async (_, behave) => {
    const endpoint = await openEndpoint(behave);
    const answer = await local.request(ask(urlOf(endpoint)), AbortSignal.timeout(200));
    expect(answer).toEqual({ kind: 'broken', reason: 'no-answer-in-time' });
    await endpoint.close();
  });

  it('whose name is not told in time, or is none, was not asked', async () => {
    const slow = openEgress({ resolve: () => new Promise(() => undefined) });
    const request = ask('http://slow.example/');
    expect(await slow.request(request, AbortSignal.timeout(50))).toEqual({
      kind: 'unsent',
      reason: 'no-answer-in-time',
    });
    expect(await openEgress({ resolve: names({}) }).request(request, soon())).toEqual({
      kind: 'unsent',
      reason: 'host-not-found',
    });
  });

  it('that is not there, or does not speak TLS, was not asked', async () => {
    const endpoint = await openEndpoint();
    const secure = urlOf(endpoint).replace('http:', 'https:');
    expect(await local.request(ask(secure), soon())).toMatchObject({ kind: 'unsent' });
    await endpoint.close();
    expect(await local.request(ask(urlOf(endpoint)), soon())).toEqual({
      kind: 'unsent',
      reason: 'ECONNREFUSED',
    });
    expect(endpoint.got).toEqual([]);
  });
});
