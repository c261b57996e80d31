/** An address as SendGrid takes it. */
export interface Address {
  readonly email?: unknown;
  readonly name?: unknown;
}

/** The body of `POST /v3/mail/send`, as far as it is looked at. Nothing of it is known to be right. */
export interface Mail {
  readonly personalizations?: readonly Personalization[];
  readonly from?: Address;
  readonly reply_to?: Address;
  readonly subject?: unknown;
  readonly content?: readonly { readonly type?: unknown; readonly value?: unknown }[];
  readonly headers?: { readonly [name: string]: unknown };
  readonly custom_args?: { readonly [name: string]: unknown };
  readonly categories?: readonly unknown[];
  readonly tracking_settings?: unknown;
}

export interface Personalization {
  readonly to?: readonly Address[];
  readonly cc?: readonly Address[];
  readonly bcc?: readonly Address[];
  readonly subject?: unknown;
  readonly headers?: { readonly [name: string]: unknown };
  readonly custom_args?: { readonly [name: string]: unknown };
}

/** A refusal of SendGrid: its status and one of the errors in its body. */
export interface Refusal {
  readonly status: number;
  readonly field: string | null;
  readonly message: string;
}

/** What is wrong with a mail, by one rule; null = nothing. */
export type Rule = (mail: Mail) => Refusal | null;

export function refusal(field: string | null, message: string, status = 400): Refusal {
  return { status, field, message };
}
