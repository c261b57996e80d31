import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import type { FastifyRequest } from 'fastify';
import { bodyRuleOf, type JsonRule } from './body-rule';
import { readForm } from './form';
import { readJson } from './strict-json';

const unpack = promisify(gunzip);

/**
 * Reads the bytes of a request as the JSON object or the form its route takes, or leaves them to it; undefined where
 * there are none.
 * @throws UserError 400, 413, 415 with the code of what is wrong
 */
export async function readBody(
  request: FastifyRequest,
  raw: Buffer,
): Promise<JsonObject | Buffer | undefined> {
  // What no route takes is answered as such, whatever the body is.
  if (request.is404) return undefined;
  if (raw.length === 0) return undefined;
  const rule = bodyRuleOf(request);
  if (rule.kind === 'json') requireType(request, rule.types);
  if (raw.length > rule.bytes) throw tooLarge(rule.bytes);
  switch (rule.kind) {
    case 'json':
      return readDocument(request, raw, rule);
    case 'form':
      return readForm(typeOf(request), raw);
    case 'bytes':
      return raw;
  }
}

async function readDocument(request: FastifyRequest, raw: Buffer, rule: JsonRule): Promise<JsonObject> {
  const reading = readJson(await unpacked(request, raw, rule.bytes), rule.limits);
  if (reading.kind === 'fault') {
    const { code, path, sentence, hint } = reading.fault;
    throw new UserError({
      status: 400,
      code,
      detail: sentence,
      hint,
      errors: [{ path, code, message: sentence }],
    });
  }
  if (typeof reading.value !== 'object' || reading.value === null || Array.isArray(reading.value)) {
    throw fault(400, 'not-an-object', 'The body is JSON, but not an object.', 'Send a JSON object: { ... }.');
  }
  return reading.value as JsonObject;
}

function requireType(request: FastifyRequest, types: readonly string[]): void {
  const type = typeOf(request);
  if (type === 'application/json' || types.includes(type)) return;
  throw notJson();
}

function typeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

async function unpacked(request: FastifyRequest, raw: Buffer, most: number): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  // No JSON begins with these bytes, so what does is gzip, whatever it is labelled.
  const isGzip = raw[0] === 0x1f && raw[1] === 0x8b;
  if (isGzip)
    return unpack(raw, { maxOutputLength: most }).catch((error: NodeJS.ErrnoException) =>
      Promise.reject(unpackFault(error, most)),
    );
  switch (encoding) {
    case 'identity':
    case '':
      return raw;
    case 'gzip':
    case 'x-gzip':
      throw fault(
        400,
        'not-gzip',
        'The body is labelled as gzip, but is not.',
        'Leave the header Content-Encoding out.',
      );
    default:
      throw fault(
        415,
        'unsupported-encoding',
        'The body is packed in a way that is not taken.',
        'Send it plain or as gzip.',
      );
  }
}

function unpackFault(error: NodeJS.ErrnoException, most: number): UserError {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(most);
  return fault(
    400,
    'damaged-gzip',
    'The body is gzip that cannot be unpacked.',
    'Check that it was not cut on its way.',
  );
}

/** The answer to a body of more bytes than its route takes. */
export function tooLarge(most: number): UserError {
  const detail = `The body has more than ${most / 1024} KB.`;
  return fault(
    413,
    'body-too-large',
    detail,
    'Send less at once; events can be spread over several batches.',
  );
}

/** The answer to a body of a type that its route does not take. */
export function notJson(): UserError {
  return fault(
    415,
    'unsupported-media-type',
    'This route takes JSON.',
    'Send the header Content-Type: application/json.',
  );
}

function fault(status: number, code: string, detail: string, hint: string): UserError {
  return new UserError({ status, code, detail, hint });
}
