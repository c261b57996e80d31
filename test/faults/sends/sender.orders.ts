import type { Failpoint } from '#delivery';

/** What the program tells who sends. */
export type SenderOrder =
  /** Move this run until it rests, but stay where it says. */
  | {
      readonly kind: 'work';
      readonly place: number;
      readonly enrollmentId: string;
      readonly heldAt: Failpoint | null;
    }
  /** Whoever is held goes on. */
  | { readonly kind: 'release' };

/** What who sends tells the program. */
export type SenderNotice =
  | { readonly kind: 'ready' }
  | { readonly kind: 'held'; readonly enrollmentId: string; readonly at: Failpoint }
  /** It rests, or could not go on. */
  | { readonly kind: 'done'; readonly enrollmentId: string };

/** What it is started with, as JSON in `SENDER`. */
export interface SenderSettings {
  readonly stages: readonly { readonly url: string; readonly workspaceId: string }[];
  readonly apiKey: string;
  readonly baseUrl: string;
}
