import { randomBytes } from 'node:crypto';
import { openOwnList } from '../../../../../test/fakes/own-list';
import { openEgress } from '../../egress/egress';
import { describeNetwork } from '../../testing/network-contract';
import { openWebhookKeys } from '../../webhook/webhook-keys';
import type { List } from './network.contract';
import { openEndpointNetwork } from './webhook.network';

const keys = openWebhookKeys([randomBytes(32)]);
const [key = Buffer.alloc(0)] = keys('w');
const listAt = (url: string): List => ({
  ...{ workspaceId: 'w', audience: 'buyers', consented: true, settings: { url }, secrets: {} },
});

describeNetwork('An endpoint of one’s own', async () => {
  const fake = await openOwnList(key);
  const list = listAt(`${fake.url}/list`);
  return {
    network: openEndpointNetwork(openEgress({ allowed: ['127.0.0.1'] }), keys),
    ...{ fake, list, holds: fake.holds, cannotRead: fake.cannotRead, close: fake.close },
    limit: { 'retry-after': '30' },
    nowhere: listAt(`${fake.url}/nothing`),
    keepOut: () => fake.letIn(false),
  };
});

describe('An endpoint of one’s own', () => {
  it('is told of people by their ids and hashes, and of nothing else', async () => {
    const fake = await openOwnList(key);
    const network = openEndpointNetwork(openEgress({ allowed: ['127.0.0.1'] }), keys);
    const identity = network.identify({ email: null, phone: 'call me' });
    expect(identity).toEqual({ email: null, phone: null });
    const batch = { id: 'b', does: 'remove', members: [{ id: 'p', email: null, phone: null }] } as const;
    expect(await network.put(listAt(`${fake.url}/list`), batch, AbortSignal.timeout(5_000))).toEqual({
      kind: 'done',
    });
    expect(JSON.parse(fake.got[0]?.text ?? '')).toEqual({
      ...{ type: 'audience.remove', audience: 'buyers', members: batch.members },
    });
    await fake.close();
  });

  it('that lies inside is not told', async () => {
    const network = openEndpointNetwork(openEgress(), keys);
    const batch = { id: 'b', does: 'add', members: [] } as const;
    expect(
      await network.put(listAt('http://127.0.0.1/list'), batch, AbortSignal.timeout(5_000)),
    ).toMatchObject({
      ...{ kind: 'stopped', code: 'address-not-allowed' },
    });
  });
});
