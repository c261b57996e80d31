import type { JsonObject } from '#conditions';
import { retryAtOf, type NetworkAnswer } from './call-network';
import type { Outcome } from './network.contract';

const MINUTE = 60_000;

/** Reasons (ErrorInfo) for which a whole request is refused until somebody mends something. */
const TO_MEND: Readonly<Record<string, string>> = {
  PERMISSION_DENIED: 'the Google account may not change this audience, or there is none such',
  NOT_FOUND: 'there is no such audience in this Google Ads account',
  INVALID_DESTINATION: 'there is no such account or audience',
  INVALID_USER_LIST_ID: 'there is no such audience in this Google Ads account',
  INVALID_USER_LIST_TYPE: 'the audience is none for Customer Match',
  TERMS_AND_CONDITIONS_NOT_SIGNED: 'the terms of Customer Match were not accepted in this account',
};

/**
 * What an answer to a batch means. One member that it cannot read, and it takes none of them.
 * @param now epoch ms
 */
export function googleOutcomeOf(answer: NetworkAnswer, now: number): Outcome {
  const { requestId } = answer.body;
  if (answer.status === 200 && typeof requestId === 'string') return { kind: 'working', receipt: requestId };
  if (answer.status === 200)
    return { kind: 'later', code: 'no-request-id', reason: 'its answer has no requestId', retryAt: null };
  return ofFault(answer, now);
}

/** What an answer about an earlier request means. @param now epoch ms */
export function googleStatusOf(answer: NetworkAnswer, receipt: string, now: number): Outcome {
  if (answer.status === 404)
    return {
      kind: 'lost',
      code: 'request-unknown',
      reason: 'it knows nothing of an earlier request any more',
    };
  if (answer.status !== 200) return ofFault(answer, now);
  const [destination] = listIn(answer.body['requestStatusPerDestination']);
  const reason = reasonsIn(destination).join(', ');
  switch (textIn(destination?.['requestStatus']) ?? '') {
    case 'SUCCESS':
      return { kind: 'done' };
    case 'PARTIAL_SUCCESS':
      return { kind: 'refused', code: 'partial-success', reason: reason || 'it took some of them' };
    case 'FAILED':
    case 'FAILURE':
      if (reason === '' || reason.includes('INTERNAL_ERROR'))
        return { kind: 'lost', code: 'failed', reason: 'it could not work on them' };
      return { kind: 'refused', code: 'failed', reason };
    default:
      return { kind: 'working', receipt };
  }
}

function ofFault(answer: NetworkAnswer, now: number): Outcome {
  const { status, body } = answer;
  const error = objectIn(body['error']);
  const details = listIn(error['details']);
  const reason = details.map((one) => textIn(one['reason'])).find((one) => one !== null) ?? null;
  const code = reason ?? textIn(error['status']) ?? `answered-${status}`;
  const mend = TO_MEND[code];
  if (status === 401) return { kind: 'stopped', code, reason: 'it does not let us in' };
  if (mend !== undefined) return { kind: 'stopped', code, reason: mend };
  if (status === 403 || status === 404)
    return { kind: 'stopped', code, reason: `it refuses (${code}): see to the rights of the Google account` };
  if (status === 429) {
    const retryAt = retryAtOf(answer, now) ?? delayIn(details, now) ?? now + MINUTE;
    return {
      ...{ kind: 'later', code, retryAt },
      reason: 'it was asked too much of it, and wants to be left alone for a while',
    };
  }
  if (status === 408 || status >= 500)
    return { kind: 'later', code, reason: 'it cannot do it now', retryAt: retryAtOf(answer, now) };
  if (status >= 300 && status < 400) return { kind: 'stopped', code, reason: 'its address leads elsewhere' };
  return { kind: 'refused', code, reason: `it does not take them (${code})` };
}

/** When RetryInfo asks to be called again (epoch ms). */
function delayIn(details: readonly JsonObject[], now: number): number | null {
  const delays = details.map((one) => /^(\d{1,6})(\.\d+)?s$/.exec(textIn(one['retryDelay']) ?? '')?.[1]);
  const seconds = delays.find((one) => one !== undefined);
  return seconds === undefined ? null : now + (Number(seconds) + 1) * 1_000;
}

function reasonsIn(destination: JsonObject | undefined): readonly string[] {
  const counts = listIn(objectIn(destination?.['errorInfo'])['errorCounts']);
  return counts.flatMap((one) => textIn(one['reason']) ?? []);
}

function objectIn(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(objectIn) : [];
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : null;
}
