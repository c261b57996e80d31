import { createHash, timingSafeEqual } from 'node:crypto';
import { UserError } from '#faults';
import type { FastifyRequest } from 'fastify';
import type { Surroundings } from '../surroundings';
import { shownKey } from './shown-key';

/**
 * Lets in who shows the key of whoever runs the server. The comparison takes as long for a wrong key as for a right one.
 * @throws UserError 401 `key-missing`, `key-unknown`; 403 `admin-key-not-set` where there is none
 */
export function admitAdmin({ adminKey }: Pick<Surroundings, 'adminKey'>, request: FastifyRequest): void {
  const shown = shownKey(request, 'secret');
  const hint = 'Send JORNADA_ADMIN_KEY as the header Authorization: Bearer ...';
  if (shown === null)
    throw new UserError({ status: 401, code: 'key-missing', detail: 'The request shows no key.', hint });
  if (adminKey === null) {
    throw new UserError({
      status: 403,
      code: 'admin-key-not-set',
      detail: 'Nobody can do this: the server was started without an admin key.',
      hint: 'Set JORNADA_ADMIN_KEY to at least 32 characters, and start it anew.',
    });
  }
  if (timingSafeEqual(digest(shown), digest(adminKey.reveal()))) return;
  throw new UserError({
    status: 401,
    code: 'key-unknown',
    detail: 'This is not the key of whoever runs the server.',
    hint,
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
