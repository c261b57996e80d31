import { createHash } from 'node:crypto';
import type { Egress } from '../../egress/egress';
import { callNetwork } from './call-network';
import type { Outcome, Secrets } from './network.contract';

/** Access tokens for the calls of one process: kept for as long as they are good. */
export interface GoogleTokens {
  take(
    secrets: Secrets,
    signal: AbortSignal,
  ): Promise<
    { readonly kind: 'token'; readonly token: string } | Extract<Outcome, { kind: 'later' | 'stopped' }>
  >;
  forget(secrets: Secrets): void;
}

const SECOND = 1_000;

/** So long before its end a token is not used any more (ms). */
const MARGIN = 60 * SECOND;

/** Tokens remembered. */
const MOST = 1_000;

/** Gets access tokens for refresh tokens (OAuth 2.0, RFC 6749, section 6). */
export function openGoogleTokens(egress: Egress, url: string): GoogleTokens {
  const known = new Map<string, { readonly token: string; readonly until: number }>();
  return {
    async take(secrets, signal) {
      const name = nameOf(secrets);
      const found = known.get(name);
      if (found && found.until > Date.now()) return { kind: 'token', token: found.token };
      const answer = await callNetwork(
        egress,
        {
          ...{ method: 'POST', url, body: formOf(secrets) },
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
        signal,
      );
      if (answer.kind !== 'answered') return answer;
      const { access_token: token, expires_in: seconds, error } = answer.body;
      if (answer.status === 200 && typeof token === 'string') {
        if (known.size >= MOST) known.clear();
        const life = typeof seconds === 'number' ? seconds * SECOND : 0;
        known.set(name, { token, until: Date.now() + life - MARGIN });
        return { kind: 'token', token };
      }
      const code = typeof error === 'string' ? error : `answered-${answer.status}`;
      if (answer.status === 400 || answer.status === 401 || answer.status === 403)
        return { kind: 'stopped', code, reason: 'it does not accept the refresh token (any more)' };
      return { kind: 'later', code, reason: 'it gives out no access token now', retryAt: null };
    },
    forget: (secrets) => void known.delete(nameOf(secrets)),
  };
}

function formOf({ clientId, clientSecret, refreshToken }: Secrets): string {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: String(clientId),
    client_secret: String(clientSecret),
    refresh_token: String(refreshToken),
  }).toString();
}

function nameOf(secrets: Secrets): string {
  return createHash('sha256').update(formOf(secrets)).digest('base64');
}
