import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'puppeteer-core';
import { openBrowser } from '../e2e/browser';
import { soon } from '../e2e/soon';
import { openStack, type Stack } from '../e2e/stack';
import { openSite, type Site } from './browser-page';
import { openShakyDoor, type ShakyDoor } from './shaky-door';
import { watchStory, wholeStory } from './stored-story';

jest.setTimeout(240_000);

/** What the script of the page has of Segment's client. */
interface Client {
  readonly AnalyticsNext: {
    readonly AnalyticsBrowser: {
      load(settings: object, options: object): Analytics;
    };
  };
  analytics: Analytics;
}
interface Analytics {
  track(event: string, properties?: object): Promise<unknown>;
  identify(userId: string, traits: object): Promise<unknown>;
  ready(): Promise<unknown>;
  user(): Promise<{ anonymousId(): string }>;
}

let stack: Stack;
let door: ShakyDoor;
let site: Site;
let browser: Browser;
beforeAll(async () => {
  [stack, site, browser] = await Promise.all([openStack(), openSite(), openBrowser()]);
  door = await openShakyDoor(stack.url);
  // The key is for the site under its first name only.
  const where = { workspaceId: stack.workspaceId, kind: 'browser' };
  await stack.database.prisma.apiKey.updateMany({ where, data: { origins: [site.origins[0]] } });
});
afterAll(async () => {
  await browser.close();
  await Promise.all([door.close(), site.close()]);
  await stack.close();
});

/** Opens the page, and the client in it, pointed at a host by nothing but the address of its settings. */
async function openPage(origin: string, host: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(origin);
  await load(page, host);
  return page;
}

async function load(page: Page, host: string): Promise<void> {
  await page.evaluate(
    (writeKey, cdnURL, apiHost) => {
      const client = globalThis as unknown as Client;
      const segment = apiHost === null ? {} : { 'Segment.io': { apiHost, protocol: 'http' } };
      client.analytics = client.AnalyticsNext.AnalyticsBrowser.load(
        { writeKey, cdnURL },
        { integrations: segment },
      );
    },
    stack.keys.browser,
    host,
    // The settings name the API itself, past the door.
    host === stack.url ? null : `${new URL(host).host}/v1`,
  );
}

/** Clicks without waiting, as pages do. */
const click = (page: Page, from: number, to: number): Promise<void> =>
  page.evaluate(
    (first, last) => {
      const { analytics } = globalThis as unknown as Client;
      for (let n = first; n <= last; n++) analytics.track('Clicked', { n }).catch(() => undefined);
    },
    from,
    to,
  );

/** Looks, says who it is, and clicks, one after the other. @returns its anonymousId */
const play = (page: Page, userId: string, clicks: number): Promise<string> =>
  page.evaluate(
    async (id, last) => {
      const { analytics } = globalThis as unknown as Client;
      await analytics.track('Looked');
      await analytics.identify(id, { plan: 'vip', email: `${id}@example.com` });
      for (let n = 1; n <= last; n++) await analytics.track('Clicked', { n });
      return (await analytics.user()).anonymousId();
    },
    userId,
    clicks,
  );

describe("Segment's client in a browser", () => {
  it('finds its settings, brings each event once, in order, and joins who looked with who said who they are', async () => {
    const [stored, userId] = [await watchStory(stack), `person-${randomUUID()}`];
    const page = await openPage(site.origins[0], stack.url);
    const anonymousId = await play(page, userId, 5);
    const { events, libraries, profile } = await stored(userId);
    expect(events).toEqual(wholeStory(5));
    expect(libraries).toEqual(['analytics.js']);
    const email = `${userId}@example.com`;
    expect(profile).toMatchObject({ anonymousIds: [anonymousId], attributes: { plan: 'vip', email } });
    await page.close();
  });

  it('loses and doubles nothing where calls are turned away and cut off, and the page is left meanwhile', async () => {
    const [stored, userId] = [await watchStory(stack), `person-${randomUUID()}`];
    const page = await openPage(site.origins[0], door.url);
    await play(page, userId, 0);
    door.shake('too-many', 'cut-after', 'cut-before');
    door.block('unavailable');
    await click(page, 1, 5);
    await soon('all was tried', () => door.failed('unavailable') >= 3);
    await page.reload();
    door.block(null);
    await load(page, door.url);
    await click(page, 6, 6);
    const happened = await soon('all has come', async () => {
      const story = await stored(userId);
      return story.events.length >= 8 ? story.happened : null;
    });
    expect(happened.toSorted()).toEqual(wholeStory(6).toSorted());
    expect(door.failed('cut-after')).toBe(1);
    await page.close();
  });

  it('reads nothing and brings nothing on a site that its key is not for', async () => {
    const [stored, userId] = [await watchStory(stack), `person-${randomUUID()}`];
    const page = await openPage(site.origins[0], stack.url);
    await play(page, userId, 0);
    await page.goto(site.origins[1]);
    const became = await page.evaluate(
      (host, writeKey, id) => {
        const body = JSON.stringify({ writeKey, userId: id, event: 'Clicked' });
        const calls = [
          fetch(`${host}/v1/projects/${writeKey}/settings`),
          fetch(`${host}/v1/t`, { method: 'POST', body }),
          fetch(`${host}/v1/t`, { method: 'POST', body, mode: 'no-cors' }),
        ];
        const outcome = (call: Promise<Response>) =>
          call.then(
            ({ type }) => type,
            () => 'kept out',
          );
        return Promise.all(calls.map(outcome));
      },
      ...([stack.url, stack.keys.browser, userId] as const),
    );
    // The last two were sent all the same.
    expect(became).toEqual(['kept out', 'kept out', 'kept out']);
    expect((await stored(userId)).events).toEqual(wholeStory(0));
    await page.close();
  });
});
