import type { List, Secrets } from './networks/network.contract';

/** A destination as somebody wishes it to be. Without secrets: those that it has. */
export type WishedDestination =
  | {
      readonly kind: 'meta';
      /** Of the custom audience. */
      readonly audienceId: string;
      readonly limitedDataUse?: boolean | undefined;
      readonly credentials?: { readonly accessToken: string } | undefined;
    }
  | {
      readonly kind: 'google';
      /** Of the Google Ads account, and of the manager by whom it is reached. */
      readonly accountId: string;
      readonly loginAccountId?: string | undefined;
      /** Of the Customer Match list. */
      readonly audienceId: string;
      readonly consent?: 'granted' | undefined;
      readonly credentials?:
        | { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string }
        | undefined;
    }
  | { readonly kind: 'webhook'; readonly url: string };

/** What is stored of a wish. */
export interface WishedList {
  /** Names the list among all of its kind. */
  readonly list: string;
  readonly settings: List['settings'];
  /** Null = none were given. */
  readonly secrets: Secrets | null;
}

/** Sorts out a wish: what may be seen, and what must not. */
export function listOf(wish: WishedDestination): WishedList {
  switch (wish.kind) {
    case 'meta': {
      const { audienceId, limitedDataUse = false, credentials = null } = wish;
      return { list: audienceId, settings: { audienceId, limitedDataUse }, secrets: credentials };
    }
    case 'google': {
      const { accountId, loginAccountId, audienceId, consent, credentials = null } = wish;
      const settings = {
        ...{ accountId, audienceId },
        ...(loginAccountId !== undefined && { loginAccountId }),
        ...(consent !== undefined && { consent }),
      };
      return { list: `${accountId} ${audienceId}`, settings, secrets: credentials };
    }
    case 'webhook':
      return { list: wish.url, settings: { url: wish.url }, secrets: {} };
  }
}
