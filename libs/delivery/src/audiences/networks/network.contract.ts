/** How a network knows a person: by hashes, in the form that it asks for. Null = not by this. */
export interface Identity {
  readonly email: string | null;
  readonly phone: string | null;
}

/** A person as a network is told of them. */
export interface Member extends Identity {
  /** The profile's id: for who may know it. */
  readonly id: string;
}

/** What opens a list. */
export type Secrets = Readonly<Record<string, string>>;

/** A list that holds the people of an audience. */
export interface List {
  readonly workspaceId: string;
  readonly audience: string;
  /** Which list it is, as its network names it. */
  readonly settings: Readonly<Record<string, string | boolean>>;
  /** What opens it. */
  readonly secrets: Secrets;
  /** Whether everybody in the audience agreed to be. */
  readonly consented: boolean;
}

/** People to be put into a list together, or taken out of it. */
export interface Batch {
  /** The same whenever it is put again. */
  readonly id: string;
  readonly does: 'add' | 'remove';
  /** In the same order whenever it is put again. */
  readonly members: readonly Member[];
}

/** What a network has done with a batch. What it may have done is `later`, too: putting a batch again is harmless. */
export type Outcome =
  | { readonly kind: 'done' }
  /** It has taken the batch and works on it; the receipt tells how far it is. */
  | { readonly kind: 'working'; readonly receipt: string }
  /** Nothing has come of the batch, and nothing will: it has to be put again. */
  | { readonly kind: 'lost'; readonly code: string; readonly reason: string }
  /** It does not take all of them, as they are; who of them is at fault, it does not say. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** Not now; not before `retryAt` (epoch ms; null = whenever). */
  | {
      readonly kind: 'later';
      readonly code: string;
      readonly reason: string;
      readonly retryAt: number | null;
    }
  /** Not until somebody has mended something. */
  | { readonly kind: 'stopped'; readonly code: string; readonly reason: string };

/** An ad network, or whoever else holds lists. Every adapter passes the one contract suite. */
export interface Network {
  /** Members of a batch at most. */
  readonly most: number;
  /** How a person is known there; null = they cannot be. */
  identify(person: { readonly email: string | null; readonly phone: string | null }): Identity | null;
  /** Hands a batch over. Answers every outcome as a value. */
  put(list: List, batch: Batch, signal: AbortSignal): Promise<Outcome>;
  /** What has become of a batch that it works on. */
  ask(list: List, receipt: string, signal: AbortSignal): Promise<Outcome>;
}

/** The networks there are. */
export type NetworkKind = 'meta' | 'google' | 'webhook';
export type Networks = Readonly<Record<NetworkKind, Network>>;
