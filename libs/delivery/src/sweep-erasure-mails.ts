import { settleErasureMail, takeErasureMails } from '#database';
import { POST_DEADLINE, type Delivery } from './delivery';
import { erasureMailOf } from './erasure-mail';

/**
 * Posts the mails that ask people whether they want to be erased. They are no sends: no journey wants them, and whoever
 * asked may ask again, so that one of which nobody knows what became is not posted twice.
 * @returns how many were posted
 */
export async function sweepErasureMails(
  { database: { pool }, provider, accounts, links }: Delivery,
  most: number,
  now: number,
): Promise<number> {
  const mails = await takeErasureMails(pool, most, now);
  for (const mail of mails) {
    const signal = AbortSignal.timeout(POST_DEADLINE);
    const carrier = accounts?.of(mail.workspaceId, mail.workspace.from.email) ?? provider;
    const posted = await carrier.post(erasureMailOf(mail, links), signal).catch(() => ({ kind: 'unknown' }));
    if (posted.kind !== 'unsent') await settleErasureMail(pool, mail.id);
  }
  return mails.length;
}
