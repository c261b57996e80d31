/** What is wrong with one part of a request. `path` is an RFC 6901 pointer into it. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The caller's fault: answered as problem+json with a stable code, a sentence and a way out. Never logged as an error. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  readonly errors: readonly FieldError[];
  /** After how many seconds the same call may be tried again; null = there is no use in it. */
  readonly retryAfter: number | null;
  /** Further members of the answer, such as `problems`. */
  readonly more: { readonly [member: string]: unknown };

  constructor(fault: {
    status: number;
    code: string;
    detail: string;
    hint: string;
    errors?: readonly FieldError[];
    retryAfter?: number;
    more?: { readonly [member: string]: unknown };
  }) {
    super(fault.detail);
    this.status = fault.status;
    this.code = fault.code;
    this.hint = fault.hint;
    this.errors = fault.errors ?? [];
    this.retryAfter = fault.retryAfter ?? null;
    this.more = fault.more ?? {};
  }
}
