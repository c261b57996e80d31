/** What a recipient link is for. Each has an address of its own, and a token of one is none of another. */
export type Purpose = keyof typeof purposes;

/** Purposes: how each is written in a token, and where its address is. A number is never used for another. */
export const purposes = {
  click: { code: 1, path: 'r' },
  open: { code: 2, path: 'o' },
  unsubscribe: { code: 3, path: 'u' },
  preferences: { code: 4, path: 'p' },
  view: { code: 5, path: 'v' },
  erase: { code: 6, path: 'e' },
} as const;

/** What a recipient link says: ids of ours, and nothing of the person. */
export interface RecipientLink {
  readonly purpose: Purpose;
  readonly workspaceId: string;
  /** Of a link to erase: the id of the request, whose mail is no send. */
  readonly sendId: string;
  /** Which link of the message; 0 where there is only one of its purpose. */
  readonly link: number;
}
