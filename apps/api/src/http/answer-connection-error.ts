import type { Socket } from 'node:net';
import { answerProblem, PROBLEM_TYPE, type ProblemAnswer } from './problem';

/** Answers what is not even a request: what Node's HTTP parser refuses, and what arrives too slowly. */
export function answerConnectionError(error: NodeJS.ErrnoException, socket: Socket): void {
  // A client that went away hears no answer.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = answerOf(error.code);
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${body.title}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroySoon());
}

function answerOf(code: string | undefined): ProblemAnswer {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return answerProblem(
      431,
      'headers-too-large',
      'The headers are larger than 16 KB.',
      'Send fewer or shorter headers.',
    );
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return answerProblem(
      408,
      'request-too-slow',
      'The request did not arrive in time.',
      'Send it again, at once.',
    );
  }
  return answerProblem(400, 'malformed-request', 'This is not an HTTP request.', 'Use an HTTP client.');
}
