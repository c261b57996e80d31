/** A request to somewhere that a journey names. */
export interface EgressRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
}

/** What came of a request. */
export type EgressAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** By lower-case name. */
      readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
      readonly body: Buffer;
      /** Whether the body was longer than is read. */
      readonly cut: boolean;
    }
  /** Nothing was asked, and never will be: it leads where nobody may go. */
  | { readonly kind: 'forbidden'; readonly reason: string }
  /** Nothing was asked: there was no connection. */
  | { readonly kind: 'unsent'; readonly reason: string }
  /** It was asked, and no whole answer came. */
  | { readonly kind: 'broken'; readonly reason: string };
