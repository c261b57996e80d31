import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What a server must answer to the probe: what is right passes, and everything else is refused. */
const questions = [
  { what: 'a right body', url: '/probe', body: '{"known":"yes"}', status: 201 },
  { what: 'a field that nobody knows', url: '/probe', body: '{"known":"yes","unknown":"no"}', status: 400 },
  { what: 'a field of the wrong type', url: '/probe', body: '{"known":7}', status: 400 },
  { what: 'a missing field', url: '/probe', body: '{}', status: 400 },
  { what: 'a key that stands twice', url: '/probe', body: '{"known":"yes","known":"no"}', status: 400 },
  { what: 'a key that means something to JavaScript', url: '/probe', body: '{"__proto__":{}}', status: 400 },
  { what: 'a call of a route that says nothing of keys', url: '/probe/closed', body: '{}', status: 403 },
] as const;

/**
 * Refuses to start a server that would take what it must refuse: one that is put together as it is, of the same build, is
 * asked before it listens.
 * @param probe the server with the routes of the probe; it is closed
 * @throws Error that says what was taken
 */
export async function requireRefusals(probe: NestFastifyApplication): Promise<void> {
  try {
    for (const { what, url, body, status } of questions) {
      const headers = { 'content-type': 'application/json' };
      const { statusCode } = await probe.inject({ method: 'POST', url, headers, payload: body });
      if (statusCode === status) continue;
      throw new Error(
        `This server does not check what it is sent: ${what} was answered by ${statusCode}, not ${status}. It is not started.`,
      );
    }
  } finally {
    await probe.close();
  }
}
