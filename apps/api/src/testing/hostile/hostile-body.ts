import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** A body as it travels, and what is said of it. */
export interface Body {
  readonly bytes: Buffer;
  readonly headers: readonly string[];
  /** Bytes are missing, and will not come. */
  readonly isCut: boolean;
}

type Packed = Pick<Body, 'bytes' | 'headers'>;

const OPENINGS = [
  '{"__proto__":{"admin":true},',
  '{"constructor":{"prototype":{"admin":true}},',
  '{"userId":"ana","userId":"bia",',
  '{"a":"\\u0000",',
  '{"a":"\\ud83d",',
  '{"a":"\0",',
  '{"a":"\\x",',
  `{"a":${'['.repeat(100)}${']'.repeat(100)},`,
  `{"a":${'['.repeat(100_000)},`,
  `{"a":${'{"a":'.repeat(20_000)},`,
  `{"a":[${'{},'.repeat(30_000)}0],`,
  `{"${'k'.repeat(50_000)}":1,`,
  '{,',
  '[{',
];
const SCALARS = [
  '1e999',
  '-1e999999999',
  `0.${'1'.repeat(500)}`,
  '9'.repeat(2_000),
  '1e-400',
  '0x1',
  '01',
  '.5',
];
const WHOLE = [
  '',
  ' ',
  '7',
  'null',
  '[]',
  '[{}]',
  '"a"',
  '{',
  'a=b&c=d',
  '\ufeff{}',
  '{}{}',
  '// {}',
  "{'a':1}",
];

/** A value as a text that is, mostly, JSON. */
function textOf(value: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(value) ?? '';
  const scalar = /:\s*(?:"(?:[^"\\]|\\.)*"|[-\d.eE+]+|true|false|null)/;
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant(text) },
    { weight: 2, arbitrary: fc.constantFrom(...OPENINGS).map((opening) => text.replace('{', opening)) },
    { weight: 2, arbitrary: fc.constantFrom(...SCALARS).map((one) => text.replace(scalar, `:${one}`)) },
    { weight: 1, arbitrary: fc.nat(text.length).map((length) => text.slice(0, length)) },
    { weight: 1, arbitrary: fc.constantFrom(...WHOLE) },
    { weight: 1, arbitrary: fc.constant(`${text} ${text}`) },
  );
}

const TYPES = [
  ...['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/html', 'json', '*/*', ''],
  ...[
    'application/json; charset=utf-16',
    'application/json;',
    'APPLICATION/JSON',
    'application/json, text/xml',
  ],
  ...['multipart/form-data; boundary=x', 'multipart/form-data', 'application/problem+json', ';', 'a/b;c="'],
  ...[
    `application/json; a=${'x'.repeat(4_000)}`,
    'application/json; charset=\xff',
    'application/merge-patch+json',
  ],
];

/** How texts become bytes, and what is said of them. */
const PACKINGS: readonly ((text: string) => Packed)[] = [
  (text) => ({ bytes: gzipSync(text), headers: ['content-encoding: gzip'] }),
  (text) => ({ bytes: gzipSync(text), headers: [] }),
  (text) => ({ bytes: gzipSync(gzipSync(text)), headers: ['content-encoding: gzip, gzip'] }),
  (text) => ({ bytes: gzipSync(text).subarray(0, 25), headers: ['content-encoding: gzip'] }),
  (text) => ({ bytes: Buffer.from(text), headers: ['content-encoding: gzip'] }),
  (text) => ({ bytes: Buffer.from(text), headers: ['content-encoding: br'] }),
  (text) => ({ bytes: deflateSync(text), headers: ['content-encoding: deflate'] }),
  () => ({ bytes: gzipSync(Buffer.alloc(20_000_000, ' ')), headers: ['content-encoding: gzip'] }),
  (text) => ({ bytes: Buffer.from(text, 'utf16le'), headers: [] }),
  (text) => ({ bytes: Buffer.from(`${text}\xe3\xff`, 'latin1'), headers: [] }),
  () => ({ bytes: Buffer.alloc(1_200_000, ' '), headers: [] }),
  () => ({ bytes: Buffer.from([0xed, 0xa0, 0xbd, 0xc0, 0x80, 0xff]), headers: [] }),
];

/** Ways in which a length is told, wrongly or oddly. */
const FRAMINGS: readonly ((bytes: Buffer) => Packed & Partial<Body>)[] = [
  (bytes) => ({ bytes, headers: [`content-length: ${Math.max(0, bytes.length - 3)}`] }),
  (bytes) => ({ bytes, headers: [`content-length: ${bytes.length + 50}`], isCut: true }),
  (bytes) => ({ bytes, headers: ['content-length: 9007199254740991'], isCut: true }),
  (bytes) => ({ bytes, headers: ['content-length: -1'] }),
  (bytes) => ({ bytes, headers: ['content-length: 1', `content-length: ${bytes.length}`] }),
  (bytes) => ({ bytes: chunked(bytes), headers: ['transfer-encoding: chunked'] }),
  (bytes) => ({
    bytes: chunked(bytes).subarray(0, -5),
    headers: ['transfer-encoding: chunked'],
    isCut: true,
  }),
  (bytes) => ({ bytes, headers: ['transfer-encoding: chunked'] }),
  (bytes) => ({ bytes, headers: [`content-length: ${bytes.length}`, 'transfer-encoding: chunked'] }),
  (bytes) => ({ bytes, headers: ['transfer-encoding: gzip'] }),
  (bytes) => ({ bytes, headers: [`content-length: ${bytes.length}`, 'expect: 100-continue'] }),
  (bytes) => ({ bytes, headers: [`content-length: ${bytes.length}`, 'expect: the-unexpected'] }),
  (bytes) => ({ bytes, headers: [] }),
];

function chunked(bytes: Buffer): Buffer {
  const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
  return Buffer.concat([
    ...(bytes.length > 0 ? [size, bytes, Buffer.from('\r\n')] : []),
    Buffer.from('0\r\n\r\n'),
  ]);
}

const whole = (bytes: Buffer): Packed & Partial<Body> => ({
  bytes,
  headers: [`content-length: ${bytes.length}`],
});
const plain = (text: string): Packed => ({ bytes: Buffer.from(text), headers: [] });

/** A value on its way, mostly as it should be, else packed, labelled or measured in some odd way. */
export function hostileBody(value: fc.Arbitrary<unknown>): fc.Arbitrary<Body> {
  const seldom = <One>(usual: One, odd: readonly One[]): fc.Arbitrary<One> =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(usual) },
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
    );
  return fc
    .tuple(
      value.chain(textOf),
      seldom(plain, PACKINGS),
      seldom(whole, FRAMINGS),
      seldom('application/json', TYPES),
    )
    .map(([text, pack, frame, type]) => {
      const packed = pack(text);
      const framed = frame(packed.bytes);
      const headers = [`content-type: ${type}`, ...packed.headers, ...framed.headers];
      return { isCut: false, ...framed, headers };
    });
}
