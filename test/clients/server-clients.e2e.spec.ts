import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openStack, type Stack } from '../e2e/stack';
import { serverClients, type Story } from './programs';
import { openShakyDoor, type ShakyDoor } from './shaky-door';
import { watchStory, wholeStory } from './stored-story';

jest.setTimeout(240_000);

let stack: Stack;
let door: ShakyDoor;
beforeAll(async () => {
  stack = await openStack();
  door = await openShakyDoor(stack.url);
});
afterAll(async () => {
  await door.close();
  await stack.close();
});

const storyOf = (change: Partial<Story>): Story => ({
  ...{ host: stack.url, writeKey: stack.keys.write, clicks: 10, batch: 15, packed: false, waits: false },
  ...{ anonymousId: randomUUID(), userId: `person-${randomUUID()}` },
  ...change,
});

const here = Object.entries(serverClients).filter(([, { missing }]) => missing === null);
const elsewhere = Object.entries(serverClients).filter(([, { missing }]) => missing !== null);

/** What docs/clients.md says of a language, for the API of this spec. */
function codeOfDocs(language: string): string {
  const page = readFileSync(path.join(process.cwd(), 'docs/clients.md'), 'utf8');
  const [, code] = page.split(`\n## ${language}\n`)[1]?.split('```') ?? [];
  const [, ...lines] = (code ?? '').split('\n');
  return lines.join('\n').replace('wk_...', stack.keys.write).replace('http://localhost:3000', stack.url);
}

describe.each(here)("Segment's client for %s", (language, { library, play, run }) => {
  it('works as docs/clients.md says', async () => {
    const stored = await watchStory(stack);
    await run(codeOfDocs(language));
    const { events, libraries, profile } = await stored('ana');
    expect(events).toEqual(['Identified', 'Cart Updated']);
    expect(libraries).toEqual([library]);
    expect(profile).toMatchObject({ attributes: { email: 'ana@example.com' } });
  });

  it('brings each event once, in order, with its surroundings, and joins who looked with who said who they are', async () => {
    const [stored, story] = [await watchStory(stack), storyOf({})];
    await play(story);
    const { events, libraries, profile } = await stored(story.userId);
    expect(events).toEqual(wholeStory(story.clicks));
    expect(libraries).toEqual([library]);
    expect(profile).toMatchObject({ anonymousIds: [story.anonymousId], attributes: { plan: 'vip' } });
  });

  it('loses and doubles nothing where calls are turned away and cut off, though it ends at once', async () => {
    const before = door.failed('cut-after');
    door.shake('too-many', 'unavailable', 'cut-after', 'cut-before');
    const stored = await watchStory(stack);
    const story = storyOf({ host: door.url, clicks: 20, batch: 5, packed: true, waits: true });
    await play(story);
    const { events, profile } = await stored(story.userId);
    expect(events.toSorted()).toEqual(wholeStory(story.clicks).toSorted());
    expect(profile).toMatchObject({ anonymousIds: [story.anonymousId], attributes: { plan: 'vip' } });
    expect(door.failed('cut-after')).toBe(before + 1);
  });
});

// Go's tries every refusal ten times.
describe.each(here.filter(([language]) => language !== 'Go'))(
  "Segment's client for %s with a wrong key",
  (_, { play }) => {
    it('hears that there is no use in trying again, and says what it has lost', async () => {
      const story = storyOf({ host: door.url, writeKey: `wk_${'a'.repeat(40)}`, clicks: 1 });
      const before = door.passed();
      await expect(play(story)).rejects.toThrow('lost');
      expect(door.passed()).toBe(before + 1);
    });
  },
);

for (const [language, { missing }] of elsewhere) {
  const says = `Segment's client for ${language} is NOT TESTED here: there is no ${missing} on this machine`;
  process.stderr.write(`${says}\n`);
  it.todo(says);
}
