import type { JsonObject } from '#conditions';
import type { Egress } from '../../egress/egress';
import type { EgressRequest } from '../../egress/egress.contract';
import type { Outcome } from './network.contract';

/** What a network answered. */
export interface NetworkAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** Empty where the answer is no JSON. */
  readonly body: JsonObject;
}

/** Asks a network, and reads its answer; or tells what has come of it where there is none. */
export async function callNetwork(
  egress: Egress,
  request: EgressRequest,
  signal: AbortSignal,
): Promise<
  ({ readonly kind: 'answered' } & NetworkAnswer) | Extract<Outcome, { kind: 'later' | 'stopped' }>
> {
  const answer = await egress.request(request, signal);
  switch (answer.kind) {
    case 'answered':
      return { ...answer, body: readBody(answer.body) };
    case 'forbidden':
      return {
        ...{ kind: 'stopped', code: answer.reason },
        reason: 'its address is none that may be called',
      };
    case 'unsent':
    case 'broken':
      return {
        ...{ kind: 'later', code: answer.reason, retryAt: null },
        reason: `it gave no answer (${answer.reason})`,
      };
  }
}

function readBody(body: Buffer): JsonObject {
  try {
    const read = JSON.parse(body.toString('utf8')) as unknown;
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as JsonObject) : {};
  } catch {
    return {};
  }
}

const SECOND = 1_000;
const LONGEST_WAIT = 24 * 3_600 * SECOND;

/** When an answer asks to be called again (epoch ms), where its `Retry-After` counts seconds. */
export function retryAtOf({ headers }: NetworkAnswer, now: number): number | null {
  const header = headers['retry-after'];
  const seconds = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null;
  return seconds === null ? null : now + Math.min(seconds * SECOND, LONGEST_WAIT);
}
