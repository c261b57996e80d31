// Plays the story of the other clients, with Segment's client for Node.
import { Analytics } from '@segment/analytics-node';

const { host, writeKey, anonymousId, userId, clicks, batch } = JSON.parse(process.argv[2]);
const client = new Analytics({ writeKey, host, flushAt: batch });
client.on('error', (error) => {
  process.stderr.write(`lost: ${JSON.stringify(error)}\n`);
  process.exitCode = 1;
});
client.track({ anonymousId, event: 'Looked' });
client.identify({ anonymousId, userId, traits: { plan: 'vip' } });
for (let n = 1; n <= clicks; n++) client.track({ userId, event: 'Clicked', properties: { n } });
await client.closeAndFlush();
