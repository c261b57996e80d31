import { openFakeMeta } from '../../../../../test/fakes/meta/fake-meta';
import { openEgress } from '../../egress/egress';
import { describeNetwork } from '../../testing/network-contract';
import { hashed } from './identify';
import { openMeta } from './meta.network';
import { metaOutcomeOf } from './meta-outcome';
import type { List } from './network.contract';

const egress = openEgress({ allowed: ['127.0.0.1'] });

async function openRig() {
  const fake = await openFakeMeta();
  const { accessToken, audienceId } = fake;
  const list: List = {
    ...{ workspaceId: 'w', audience: 'buyers', consented: true },
    ...{ settings: { audienceId }, secrets: { accessToken } },
  };
  return { fake, list, network: openMeta(egress, `${fake.url}/v25.0`) };
}

describeNetwork('Meta', async () => {
  const { fake, list, network } = await openRig();
  return {
    ...{ fake, network, list, holds: fake.holds, cannotRead: fake.cannotRead, close: fake.close },
    limit: { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":7}]}' },
    nowhere: { ...list, settings: { audienceId: '404' } },
    keepOut: () => fake.letIn(false),
  };
});

describe('Meta', () => {
  it.each([
    ['', ['EMAIL', 'PHONE'], []],
    [' with limited use of its data', ['EMAIL', 'PHONE', 'DATA_PROCESSING_OPTIONS'], [['LDU']]],
  ])('is told of people%s', async (limited, schema, options) => {
    const { fake, list, network } = await openRig();
    const identity = network.identify({ email: 'Ana.B+x@gmail.com', phone: '+55 11 91234-5678' });
    const settings = { ...list.settings, limitedDataUse: limited !== '' };
    const batch = {
      id: 'b',
      does: 'add',
      members: [{ id: 'p', email: null, phone: null, ...identity }],
    } as const;
    expect(await network.put({ ...list, settings }, batch, AbortSignal.timeout(5_000))).toEqual({
      kind: 'done',
    });
    const row = [hashed('ana.b+x@gmail.com'), hashed('5511912345678'), ...options];
    expect(JSON.parse(fake.got[0]?.text ?? '')).toMatchObject({ payload: { schema, data: [row] } });
    await fake.close();
  });

  it('knows nobody without an address and a number that it could read', async () => {
    const { fake, network } = await openRig();
    expect(network.identify({ email: 'none', phone: '11 91234-5678' })).toBeNull();
    await fake.close();
  });

  it.each([
    ['a limit of the account', 400, { code: 80003 }, 'later code-80003'],
    ['a limit of the app', 400, { code: 4 }, 'later code-4'],
    ['a fault of its own', 500, { code: 1 }, 'later code-1'],
    ['what it calls transient', 400, { code: 368, is_transient: true }, 'later code-368'],
    ['an expired token', 400, { code: 190, error_subcode: 463 }, 'stopped code-190'],
    ['a missing permission', 403, { code: 200 }, 'stopped code-200'],
    ['a flagged audience', 400, { code: 100, error_subcode: 1713230 }, 'stopped code-100'],
    ['a request that it does not understand', 400, { code: 100 }, 'refused code-100'],
  ])('that answers %s', (_, status, error, expected) => {
    const answer = { status, headers: {}, body: { error: { message: 'No', ...error } } };
    const outcome = metaOutcomeOf(answer, 1, 0);
    expect(`${outcome.kind} ${'code' in outcome ? outcome.code : ''}`).toBe(expected);
  });
});
