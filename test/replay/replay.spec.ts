import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { quietRuntime, replayHistory } from '#temporal';

// Histories of runs as earlier releases left them. A release that cannot replay one of them strands sleeping people.
const folder = path.join(__dirname, 'histories');
const bundle = path.join(__dirname, '..', '..', 'dist', 'workflow-bundle.js');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const historyOf = (name: string): { events: { eventType: string }[] } =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { events: { eventType: string }[] };

describe('the workflow of this release', () => {
  beforeAll(quietRuntime);

  test('there are histories to replay', () => expect(names.length).toBeGreaterThanOrEqual(4));

  test.each(names)('goes on with %s', async (name) => {
    await expect(replayHistory(bundle, historyOf(name))).resolves.toBeUndefined();
  });

  test('a history that it would not have written is refused', async () => {
    const history = historyOf('mail-delivered-later.json');
    const other: unknown = JSON.parse(
      JSON.stringify(history).replace('"name":"deliver"', '"name":"another"'),
    );
    await expect(replayHistory(bundle, other)).rejects.toThrow(/[Nn]ondeterminism|[Dd]eterminism/);
  });

  test('trigger → wait → e-mail → end took no more than seven events', () => {
    expect(historyOf('wait-mail-end.json').events.length).toBeLessThanOrEqual(7);
  });
});
