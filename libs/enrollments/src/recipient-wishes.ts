import { askForErasure, inTransaction, lockLiveProfile, writePause } from '#database';
import type { Engine } from './engine';
import type { Recipient, SaidBy } from './recipient-consent';

/**
 * Keeps marketing messages from a recipient for a time, or ends that. What this answers is committed: no send that is
 * claimed afterwards leaves.
 * @param until epoch ms; null = they are welcome again
 */
export async function pauseMessages(
  engine: Engine,
  { workspaceId, profileId, sendId }: Recipient,
  until: number | null,
  { by, textVersion }: SaidBy,
  now: number,
): Promise<void> {
  await inTransaction(engine.database, async (tx) => {
    const live = await lockLiveProfile(tx, workspaceId, profileId);
    const saidBy = { source: 'recipient', actor: `${by} of send ${sendId}`, textVersion } as const;
    if (live !== null) await writePause(tx, { workspaceId, profileId: live }, until, saidBy, now);
  });
}

/**
 * Notes that somebody with a link of a send wants its recipient erased. Mails are forwarded: another mail, which the worker
 * posts, asks the recipient whether it was them. Who asks again within the hour gets no other.
 * @param language of the mail, and of the page that it leads to
 */
export async function requestErasure(
  engine: Engine,
  { workspaceId, profileId, sendId }: Recipient,
  language: string,
  now: number,
): Promise<void> {
  await inTransaction(engine.database, async (tx) => {
    const live = await lockLiveProfile(tx, workspaceId, profileId);
    if (live !== null) await askForErasure(tx, { workspaceId, profileId: live, sendId, language }, now);
  });
}
