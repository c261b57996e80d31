import { findRecipientSend, type Recipient, type RecipientSend } from '#enrollments';
import { chooseZone } from '#journey';
import { chooseLanguage, type Language, type Purpose, type RecipientLink } from '#links';
import { masked } from '../sends/masked-address';
import type { Surroundings } from '../surroundings';
import { UnknownLinkError } from './unknown-link';

/** What a recipient who opens a link is shown of it. */
export interface OpenedLink {
  readonly send: Recipient;
  readonly language: Language;
  /** The address written to, to be recognized, not read: mails are forwarded. */
  readonly address: string;
  /** Likewise, the one at which the person is asked about what only they may say. */
  readonly ownAddress: string;
  /** Until when they want no messages, as a date in their language and zone; null = they do. */
  readonly pausedUntil: string | null;
}

/** Reads a token. @throws UnknownLinkError */
export function readLink({ links }: Surroundings, purpose: Purpose, token: string): RecipientLink {
  const link = links.read(purpose, token);
  if (!link) throw new UnknownLinkError();
  return link;
}

/** Reads a token and the send that it names. @throws UnknownLinkError also where the send or its person is gone */
export async function openLink(
  surroundings: Surroundings,
  purpose: Purpose,
  token: string,
): Promise<OpenedLink> {
  const { workspaceId, sendId } = readLink(surroundings, purpose, token);
  const send = await findRecipientSend(surroundings.database.pool, workspaceId, sendId);
  if (!send?.isLive) throw new UnknownLinkError();
  const language = chooseLanguage(send.speaks, send.workspace.locale);
  const seals = surroundings.links.sealsOf(workspaceId, send.address);
  return {
    ...{ send: { ...send, seals }, language, address: masked(send.address) },
    ownAddress: masked(send.ownAddress ?? send.address),
    pausedUntil: pausedUntil(send, language, Date.now()),
  };
}

function pausedUntil(
  { pausedUntil: until, speaks, workspace }: RecipientSend,
  language: Language,
  now: number,
): string | null {
  if (until === null || until.getTime() <= now) return null;
  const { zone } = chooseZone({ journey: undefined, profile: speaks, workspace: workspace.timezone });
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone }).format(until);
}
