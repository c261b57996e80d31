import { once } from 'node:events';
import { connect } from 'node:net';

/** What came back on a connection, read as HTTP. */
export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** All of it: a body that was too long may have been taken for further requests. */
  readonly all: string;
}

/** Bytes for a server. */
export interface RawRequest {
  readonly bytes: Buffer;
  /** Some are missing, and will not come: the connection ends with them. */
  readonly isCut: boolean;
}

/**
 * Sends bytes on a connection of their own and hears what comes back until the server ends it.
 * @param deadline by when it must have ended (ms)
 * @returns null where it ended without an answer
 * @throws Error where it did not end
 */
export async function exchange(
  port: number,
  { bytes, isCut }: RawRequest,
  deadline: number,
): Promise<RawAnswer | null> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server that does not read on resets the connection: what it said before counts.
  socket.on('error', () => undefined);
  let isLate = false;
  const patience = setTimeout(() => {
    isLate = true;
    socket.destroy();
  }, deadline);
  if (isCut) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, 'close');
  clearTimeout(patience);
  const all = Buffer.concat(chunks).toString();
  if (isLate) throw new Error(`no end of the answer within ${deadline / 1000} s: ${all.slice(0, 300)}`);
  return all === '' ? null : read(all);
}

/** The first answer that is not merely on the way. */
function read(all: string): RawAnswer {
  const from = all.replace(/^(?:HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n)+/, '');
  const end = from.indexOf('\r\n\r\n');
  const head = from.slice(0, end);
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const rest = Buffer.from(from.slice(end + 4));
  const length = header('content-length');
  const isChunked = header('transfer-encoding') === 'chunked';
  const body = (
    isChunked ? joined(rest) : length === '' ? rest : rest.subarray(0, Number(length))
  ).toString();
  return { status: Number(head.slice(9, 12)), type: header('content-type'), body, all };
}

/** What came in chunks, without their lengths. */
function joined(chunks: Buffer): Buffer {
  const end = chunks.indexOf('\r\n');
  const length = end < 0 ? 0 : Number.parseInt(chunks.subarray(0, end).toString(), 16);
  if (length === 0) return Buffer.alloc(0);
  const from = end + 2;
  return Buffer.concat([chunks.subarray(from, from + length), joined(chunks.subarray(from + length + 2))]);
}
