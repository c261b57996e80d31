import type { ListedSend } from '#delivery';
import { masked } from './masked-address';
import type { ShownSend } from './sends.dto';

/** A send as it is answered: its address can be recognized, not read. */
export function shownSend(send: ListedSend): ShownSend {
  const { id, enrollmentId, step, userId, channel, template, state, attempt, reason, because, code } = send;
  const { possibleDuplicate, heldUntil, providerId, history, createdAt } = send;
  return {
    ...{ id, enrollmentId, step, userId, to: masked(send.address), channel, template, state, attempt },
    ...{
      reason,
      because,
      code,
      possibleDuplicate,
      heldUntil: heldUntil && heldUntil.toISOString(),
      providerId,
    },
    ...{ history: [...history], createdAt: createdAt.toISOString() },
  };
}
