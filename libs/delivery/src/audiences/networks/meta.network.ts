import { randomInt } from 'node:crypto';
import type { Egress } from '../../egress/egress';
import { callNetwork } from './call-network';
import { hashed, plainEmail, worldwidePhone } from './identify';
import { metaOutcomeOf } from './meta-outcome';
import type { Batch, Member, Network } from './network.contract';

/** Names of sessions lie below this: they may be used once, so that a batch that is put again is another session. */
const LARGEST_SESSION = 2 ** 48 - 1;

/**
 * Meta's custom audiences of customer files, by its Marketing API: `/<custom audience>/users`, whose rows are matched by the
 * hash of an e-mail address, of a phone number, or of both.
 * @param baseUrl with the version of the Graph API, without a slash at its end
 */
export function openMeta(egress: Egress, baseUrl: string): Network {
  return {
    most: 10_000,
    identify({ email, phone }) {
      const [address, number] = [plainEmail(email), worldwidePhone(phone)?.slice(1) ?? null];
      if (address === null && number === null) return null;
      return { email: address && hashed(address), phone: number && hashed(number) };
    },
    async put({ settings, secrets }, batch, signal) {
      const url = `${baseUrl}/${String(settings['audienceId'])}/users`;
      const answer = await callNetwork(
        egress,
        {
          method: batch.does === 'add' ? 'POST' : 'DELETE',
          url,
          headers: {
            authorization: `Bearer ${String(secrets['accessToken'])}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify(bodyOf(batch, settings['limitedDataUse'] === true)),
        },
        signal,
      );
      return answer.kind === 'answered' ? metaOutcomeOf(answer, batch.members.length, Date.now()) : answer;
    },
    ask: () => Promise.resolve({ kind: 'lost', code: 'no-receipts', reason: 'it gives no receipts' }),
  };
}

function bodyOf({ does, members }: Batch, limited: boolean): object {
  const isLimited = limited && does === 'add';
  const row = ({ email, phone }: Member): readonly unknown[] => [
    ...[email ?? '', phone ?? ''],
    ...(isLimited ? [['LDU']] : []),
  ];
  return {
    payload: {
      schema: ['EMAIL', 'PHONE', ...(isLimited ? ['DATA_PROCESSING_OPTIONS'] : [])],
      data: members.map(row),
    },
    session: {
      session_id: randomInt(1, LARGEST_SESSION),
      ...{ batch_seq: 1, last_batch_flag: true, estimated_num_total: members.length },
    },
  };
}
