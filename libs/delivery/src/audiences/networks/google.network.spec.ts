import { openFakeGoogle, type Ending } from '../../../../../test/fakes/google/fake-google';
import { openEgress } from '../../egress/egress';
import { describeNetwork } from '../../testing/network-contract';
import { googleOutcomeOf } from './google-outcome';
import { openGoogle } from './google.network';
import { hashed } from './identify';
import type { List } from './network.contract';

const egress = openEgress({ allowed: ['127.0.0.1'] });

async function openRig() {
  const fake = await openFakeGoogle();
  const { accountId, audienceId, secrets } = fake;
  const list: List = {
    ...{ workspaceId: 'w', audience: 'buyers', consented: true },
    ...{ settings: { accountId, audienceId }, secrets },
  };
  const network = openGoogle(egress, { baseUrl: `${fake.url}/v1`, tokenUrl: `${fake.url}/token` });
  return { fake, list, network };
}

describeNetwork('Google', async () => {
  const { fake, list, network } = await openRig();
  return {
    ...{ fake, network, list, holds: fake.holds, cannotRead: fake.cannotRead, close: fake.close },
    nowhere: { ...list, settings: { ...list.settings, audienceId: '404' } },
    keepOut() {
      fake.letIn(false);
      fake.dropTokens();
    },
    // The access token is there then.
    warmUp: () => network.ask(list, 'nothing', AbortSignal.timeout(5_000)),
  };
});

describe('Google', () => {
  const limited = (): AbortSignal => AbortSignal.timeout(5_000);

  it.each([
    [true, {}, 'CONSENT_GRANTED'],
    [false, {}, 'CONSENT_STATUS_UNSPECIFIED'],
    [false, { consent: 'granted' }, 'CONSENT_GRANTED'],
  ])('is told what people agreed to (in a topic: %s, settings: %j)', async (consented, more, expected) => {
    const { fake, list, network } = await openRig();
    const identity = network.identify({ email: 'Ana.B+x@gmail.com', phone: '+55 11 91234-5678' });
    const batch = {
      id: 'b',
      does: 'add',
      members: [{ id: 'p', email: null, phone: null, ...identity }],
    } as const;
    const told = { ...list, consented, settings: { ...list.settings, ...more } };
    expect(await network.put(told, batch, limited())).toMatchObject({ kind: 'working' });
    const body = JSON.parse(fake.got.at(-1)?.text ?? '') as { audienceMembers: object; consent: object };
    expect(body.consent).toEqual({ adUserData: expected, adPersonalization: expected });
    const identifiers = [
      { emailAddress: hashed('anab@gmail.com') },
      { phoneNumber: hashed('+5511912345678') },
    ];
    expect(body.audienceMembers).toEqual([{ userData: { userIdentifiers: identifiers } }]);
    await fake.close();
  });

  it('is asked for one access token as long as it is good, and for another then', async () => {
    const { fake, list, network } = await openRig();
    const ask = () => network.ask(list, 'nothing', limited());
    const tokens = () => fake.got.filter(({ url }) => url.pathname === '/token').length;
    expect([(await ask()).kind, (await ask()).kind, tokens()]).toEqual(['lost', 'lost', 1]);
    fake.dropTokens();
    expect([(await ask()).kind, tokens()]).toEqual(['lost', 2]);
    fake.letIn(false);
    fake.dropTokens();
    expect(await ask()).toMatchObject({ kind: 'stopped', code: 'invalid_grant' });
    await fake.close();
  });

  it.each<[Ending, string]>([
    ['FAILED', 'lost failed'],
    ['gone', 'lost request-unknown'],
  ])('whose work ends by: %s', async (ending, expected) => {
    const { fake, list, network } = await openRig();
    fake.endBy(ending);
    const batch = { id: 'b', does: 'add', members: [{ id: 'p', email: hashed('x'), phone: null }] } as const;
    const put = await network.put(list, batch, limited());
    const receipt = put.kind === 'working' ? put.receipt : '';
    expect((await network.ask(list, receipt, limited())).kind).toBe('working');
    const end = await network.ask(list, receipt, limited());
    expect(`${end.kind} ${'code' in end ? end.code : ''}`).toBe(expected);
    await fake.close();
  });

  it.each([
    [429, { details: [{ retryDelay: '30s' }] }, 'later', 31_000],
    [429, {}, 'later', 60_000],
    [400, { details: [{ reason: 'TERMS_AND_CONDITIONS_NOT_SIGNED' }] }, 'stopped', undefined],
    [400, { details: [{ reason: 'INVALID_SHA256_FORMAT' }] }, 'refused', undefined],
    [403, { status: 'PERMISSION_DENIED' }, 'stopped', undefined],
    [500, {}, 'later', null],
  ])('that answers %i %j', (status, error, kind, retryAt) => {
    const outcome = googleOutcomeOf({ status, headers: {}, body: { error } }, 0);
    expect([outcome.kind, 'retryAt' in outcome ? outcome.retryAt : undefined]).toEqual([kind, retryAt]);
  });
});
