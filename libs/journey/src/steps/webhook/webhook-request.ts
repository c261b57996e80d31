/** The methods that a webhook may use. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The longest that one attempt may take (ms). */
export const MOST_TIMEOUT = 10_000;

/** A request, as it is to be made. */
export interface WebhookRequest {
  readonly method: (typeof METHODS)[number];
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
  /** How long one attempt may take (ms). */
  readonly timeout: number;
}
