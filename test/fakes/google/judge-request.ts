import type { FakeAnswer } from '../http-fake';

/** What is wrong with a request. */
export interface Wrong {
  readonly status: number;
  readonly reason: string;
  readonly sentence: string;
}

type Json = Readonly<Record<string, unknown>>;

const MOST_MEMBERS = 10_000;
const MOST_IDENTIFIERS = 10;
const HASH = /^[0-9a-f]{64}$/i;
const CONSENTS = new Set(['CONSENT_GRANTED', 'CONSENT_DENIED', 'CONSENT_STATUS_UNSPECIFIED']);
const FIELDS = {
  ingest: new Set([
    'destinations',
    'audienceMembers',
    'consent',
    'encoding',
    'termsOfService',
    'validateOnly',
  ]),
  remove: new Set(['destinations', 'audienceMembers', 'encoding', 'validateOnly']),
};

/** Judges all of a request but its members; null = nothing is wrong. */
export function judgeRequest(
  body: Json,
  does: 'ingest' | 'remove',
  known: { readonly accountId: string; readonly audienceId: string },
): Wrong | null {
  const stranger = Object.keys(body).find((name) => !FIELDS[does].has(name));
  if (stranger !== undefined)
    return wrong('INVALID_ARGUMENT', `Invalid JSON payload received. Unknown name "${stranger}"`);
  const destinations = body['destinations'];
  if (!Array.isArray(destinations) || destinations.length === 0)
    return wrong('REQUIRED_FIELD_MISSING', 'destinations is required');
  for (const one of destinations as readonly Json[]) {
    const account = one['operatingAccount'] as Json | undefined;
    if (account?.['accountType'] !== 'GOOGLE_ADS' || !/^\d{10}$/.test(String(account['accountId'])))
      return wrong('INVALID_DESTINATION', 'operatingAccount is not valid');
    if (account['accountId'] !== known.accountId)
      return { status: 403, reason: 'PERMISSION_DENIED', sentence: 'The caller does not have permission' };
    if (one['productDestinationId'] !== known.audienceId)
      return wrong('INVALID_USER_LIST_ID', 'The user list is not valid');
  }
  if (body['encoding'] !== 'HEX' && body['encoding'] !== 'BASE64')
    return wrong('REQUIRED_FIELD_MISSING', 'encoding is required for UserData');
  return does === 'ingest' ? judgeTerms(body) : null;
}

function judgeTerms({ consent, termsOfService }: Json): Wrong | null {
  const given = (consent ?? {}) as Json;
  if (
    !Object.entries(given).every(
      ([name, value]) =>
        (name === 'adUserData' || name === 'adPersonalization') && CONSENTS.has(String(value)),
    )
  )
    return wrong('INVALID_ENUM_VALUE', 'consent is not valid');
  const terms = (termsOfService as Json | undefined)?.['customerMatchTermsOfServiceStatus'];
  return terms === 'ACCEPTED'
    ? null
    : wrong('TERMS_AND_CONDITIONS_NOT_SIGNED', 'The terms of Customer Match must be accepted');
}

/** Reads the members of a request, each as its hashes. One that is wrong spoils them all. */
export function judgeMembers(given: unknown): Wrong | { readonly read: readonly (readonly string[])[] } {
  if (!Array.isArray(given) || given.length === 0)
    return wrong('REQUIRED_FIELD_MISSING', 'audienceMembers is required');
  if (given.length > MOST_MEMBERS) return wrong('TOO_MANY_AUDIENCE_MEMBERS', 'At most 10000 members');
  const read: string[][] = [];
  for (const member of given as readonly Json[]) {
    const identifiers = (member['userData'] as Json | undefined)?.['userIdentifiers'];
    if (!Array.isArray(identifiers) || identifiers.length === 0)
      return wrong('INVALID_AUDIENCE_MEMBER', 'userIdentifiers is required');
    if (identifiers.length > MOST_IDENTIFIERS) return wrong('TOO_MANY_USER_IDENTIFIERS', 'At most 10');
    const keys: string[] = [];
    for (const identifier of identifiers as readonly Json[]) {
      const [name = '', ...more] = Object.keys(identifier);
      const value = String(identifier[name]);
      if (more.length > 0 || (name !== 'emailAddress' && name !== 'phoneNumber'))
        return wrong('INVALID_ARGUMENT', 'Each identifier has one known attribute');
      if (!HASH.test(value)) return wrong('INVALID_SHA256_FORMAT', `${name} is malformed`);
      keys.push(value.toLowerCase());
    }
    read.push(keys);
  }
  return { read };
}

function wrong(reason: string, sentence: string): Wrong {
  return { status: 400, reason, sentence };
}

const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
};

/** An error as Google's APIs answer it. */
export function refusal({ status, reason, sentence }: Wrong): FakeAnswer {
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    ...{ reason, domain: 'datamanager.googleapis.com' },
  };
  const error = { code: status, message: sentence, status: STATUSES[status], details: [info] };
  return { status, json: { error } };
}
