import { retryAtOf, type NetworkAnswer } from './call-network';
import type { Outcome } from './network.contract';

const MINUTE = 60_000;

/** Too much was asked of it: of the app, the user, the account, or its custom audiences. */
const LIMITS: ReadonlySet<number> = new Set([4, 17, 32, 341, 613, 80000, 80003, 80004, 80014]);

/** It could not, for reasons of its own. */
const TRANSIENT: ReadonlySet<number> = new Set([1, 2]);

/** The token is none, or none any more. */
const TOKENS: ReadonlySet<number> = new Set([102, 190, 463, 467]);

/** The audience is not there, or not for us; or it may not be changed any more. */
const NOT_THERE: ReadonlySet<number> = new Set([33, 1713230, 1870022, 1870092]);

/**
 * What an answer of the Graph API means. Its error codes come before its status, which says little.
 * @param count members of the batch
 * @param now epoch ms
 */
export function metaOutcomeOf(answer: NetworkAnswer, count: number, now: number): Outcome {
  const { status, body } = answer;
  const error = objectIn(body['error']);
  if (error === null && status >= 200 && status < 300) return ofTaken(body, count);
  const [code, subcode] = [numberIn(error?.['code']), numberIn(error?.['error_subcode'])];
  const name = code === null ? `answered-${status}` : `code-${code}`;
  const later = (reason: string, wait: number): Outcome => ({
    ...{ kind: 'later', code: name, reason },
    retryAt: retryAtOf(answer, now) ?? usageEnds(answer, now) ?? now + wait,
  });
  if (status === 429 || (code !== null && LIMITS.has(code)))
    return later('it was asked too much of it, and wants to be left alone for a while', 5 * MINUTE);
  if (code !== null && TOKENS.has(code))
    return stopped(name, 'it does not accept the access token (any more)');
  if (code === 10 || code === 3 || code === 294 || (code !== null && code >= 200 && code < 300))
    return stopped(name, 'the access token may not change this custom audience (it needs ads_management)');
  if (code === 2650 || (subcode !== null && NOT_THERE.has(subcode)))
    return stopped(name, 'there is no such custom audience for this token, or it may not be changed');
  if (status === 401 || status === 403) return stopped(name, 'it does not let us in');
  if (status >= 500 || (code !== null && TRANSIENT.has(code)) || error?.['is_transient'] === true)
    return later('it cannot do it now', MINUTE);
  if (status === 404) return stopped(name, 'there is no such custom audience');
  if (status >= 300 && status < 400) return stopped(name, 'its address leads elsewhere');
  return { kind: 'refused', code: name, reason: textIn(error?.['message']) ?? `it answered ${status}` };
}

/** It counts what it could not read, and does not say which. */
function ofTaken(body: NetworkAnswer['body'], count: number): Outcome {
  const [received, invalid] = [numberIn(body['num_received']), numberIn(body['num_invalid_entries'])];
  if (received === count && invalid === 0) return { kind: 'done' };
  if (received === null)
    return {
      ...{ kind: 'later', code: 'no-count', retryAt: null },
      reason: 'its answer does not say how many it has taken',
    };
  return {
    ...{ kind: 'refused', code: 'invalid-entries' },
    reason: `it took ${received - (invalid ?? 0)} of ${count}`,
  };
}

/** When the account may be asked again (epoch ms), where a header tells it, in minutes. */
function usageEnds({ headers }: NetworkAnswer, now: number): number | null {
  const header = headers['x-business-use-case-usage'];
  const minutes = /"estimated_time_to_regain_access"\s*:\s*(\d{1,4})/.exec(String(header))?.[1];
  return minutes === undefined || minutes === '0' ? null : now + Number(minutes) * MINUTE;
}

function stopped(code: string, reason: string): Outcome {
  return { kind: 'stopped', code, reason };
}

function objectIn(value: unknown): { readonly [name: string]: unknown } | null {
  return typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown }) : null;
}

/** A number, or the text of one. */
function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** Its own words, without what may be somebody's. */
function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value.replaceAll(/\S*(@|[0-9a-f]{32})\S*/gi, '…').slice(0, 300) : null;
}
