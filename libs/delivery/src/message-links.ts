import type { Purpose, RecipientLinks } from '#links';

/** The links of one message. */
export interface MessageLinks {
  readonly unsubscribe: string;
  readonly preferences: string;
  readonly view: string;
  /** By what we learn of clicks and openings; null = by nothing: the links stay as they were written. */
  readonly touches: { readonly click: (link: number) => string; readonly open: string } | null;
}

/** The links of a send. */
export function linksOfSend(links: RecipientLinks, workspaceId: string, sendId: string): MessageLinks {
  const urlOf = (purpose: Purpose, link = 0): string => links.urlOf({ purpose, workspaceId, sendId, link });
  return {
    unsubscribe: urlOf('unsubscribe'),
    preferences: urlOf('preferences'),
    view: urlOf('view'),
    touches: { click: (link) => urlOf('click', link), open: urlOf('open') },
  };
}

/** The links of a message that nobody gets: they lead nowhere, and all others where their author says. */
export const previewLinks: MessageLinks = {
  unsubscribe: 'https://preview.example/u/unsubscribe',
  preferences: 'https://preview.example/p/preferences',
  view: 'https://preview.example/v/view',
  touches: null,
};
