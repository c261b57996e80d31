/** What happens to a request instead of an answer that tells the truth. */
export type Fault =
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  /** The connection is cut, in the middle of the answer, before or after the mail was taken. */
  | { readonly kind: 'reset'; readonly accepted: boolean }
  /** An answer of this status, before or after the mail was taken. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly accepted: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What a reset looks like on its way: an answer that breaks off. */
export const BROKEN_ANSWER = 'HTTP/1.1 202 Acc';

/** The truth, but so late (ms). */
export interface Slowness {
  readonly kind: 'slow';
  readonly ms: number;
}
