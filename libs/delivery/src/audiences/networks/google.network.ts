import type { JsonObject } from '#conditions';
import type { Egress } from '../../egress/egress';
import type { EgressRequest } from '../../egress/egress.contract';
import { callNetwork, type NetworkAnswer } from './call-network';
import { googleOutcomeOf, googleStatusOf } from './google-outcome';
import { openGoogleTokens } from './google-tokens';
import { hashed, plainEmail, withoutDots, worldwidePhone } from './identify';
import type { List, Member, Network, Outcome } from './network.contract';

type Call = Pick<EgressRequest, 'method' | 'url' | 'body'>;

/** Where Google's interfaces are, without slashes at their ends. */
export interface GoogleAddresses {
  /** Of the Data Manager API, with its version. */
  readonly baseUrl: string;
  /** Where access tokens are given out. */
  readonly tokenUrl: string;
}

/**
 * Google's Customer Match, by its Data Manager API: the Google Ads API takes no new users of Customer Match since April 2026.
 * It takes a batch, works on it for minutes or hours, and tells by the id of the request what has become of it.
 */
export function openGoogle(egress: Egress, { baseUrl, tokenUrl }: GoogleAddresses): Network {
  const tokens = openGoogleTokens(egress, tokenUrl);
  const callOnce = async (
    { secrets }: List,
    request: Call,
    signal: AbortSignal,
  ): ReturnType<typeof callNetwork> => {
    const token = await tokens.take(secrets, signal);
    if (token.kind !== 'token') return token;
    const headers = { authorization: `Bearer ${token.token}`, 'content-type': 'application/json' };
    return callNetwork(egress, { ...request, headers }, signal);
  };
  const call = async (
    list: List,
    request: Call,
    signal: AbortSignal,
    outcomeOf: (answer: NetworkAnswer) => Outcome,
  ): Promise<Outcome> => {
    let answer = await callOnce(list, request, signal);
    if (answer.kind === 'answered' && answer.status === 401) {
      // The access token was taken back before its time: another one may do.
      tokens.forget(list.secrets);
      answer = await callOnce(list, request, signal);
    }
    return answer.kind === 'answered' ? outcomeOf(answer) : answer;
  };
  return {
    most: 10_000,
    identify({ email, phone }) {
      const [address, number] = [plainEmail(email), worldwidePhone(phone)];
      if (address === null && number === null) return null;
      return { email: address && hashed(withoutDots(address)), phone: number && hashed(number) };
    },
    put(list, { does, members }, signal) {
      const url = `${baseUrl}/audienceMembers:${does === 'add' ? 'ingest' : 'remove'}`;
      const body = {
        ...{ destinations: [destinationOf(list.settings)], encoding: 'HEX' },
        audienceMembers: members.map(memberOf),
        ...(does === 'add' && {
          consent: consentOf(list),
          termsOfService: { customerMatchTermsOfServiceStatus: 'ACCEPTED' },
        }),
      };
      const request = { method: 'POST', url, body: JSON.stringify(body) };
      return call(list, request, signal, (answer) => googleOutcomeOf(answer, Date.now()));
    },
    ask(list, receipt, signal) {
      const url = `${baseUrl}/requestStatus:retrieve?requestId=${encodeURIComponent(receipt)}`;
      const request = { method: 'GET', url, body: null };
      return call(list, request, signal, (answer) => googleStatusOf(answer, receipt, Date.now()));
    },
  };
}

function destinationOf(settings: List['settings']): JsonObject {
  const account = (id: unknown): JsonObject => ({ accountType: 'GOOGLE_ADS', accountId: String(id) });
  const { accountId, loginAccountId, audienceId } = settings;
  return {
    operatingAccount: account(accountId),
    ...(typeof loginAccountId === 'string' && { loginAccount: account(loginAccountId) }),
    productDestinationId: String(audienceId),
  };
}

function memberOf({ email, phone }: Member): JsonObject {
  return {
    userData: {
      userIdentifiers: [
        ...(email === null ? [] : [{ emailAddress: email }]),
        ...(phone === null ? [] : [{ phoneNumber: phone }]),
      ],
    },
  };
}

/** Who is in an audience with a topic, has agreed; for one without, whoever connected it answers, or nobody. */
function consentOf({ consented, settings }: List): JsonObject {
  const isGranted = consented || settings['consent'] === 'granted';
  const consent = isGranted ? 'CONSENT_GRANTED' : 'CONSENT_STATUS_UNSPECIFIED';
  return { adUserData: consent, adPersonalization: consent };
}
