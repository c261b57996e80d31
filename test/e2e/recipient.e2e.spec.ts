import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'puppeteer-core';
import { openBrowser } from './browser';
import { enrollmentsOf, introduce, mailsTo } from './journeys';
import { soon } from './soon';
import { openStack, type Stack } from './stack';

jest.setTimeout(240_000);

/** Writes, waits for a click, and writes again: one mail to who clicked, another to who did not. */
const journey = {
  key: 'reminder',
  name: 'Reminder',
  trigger: { event: 'Cart Updated' },
  start: 'first',
  steps: {
    first: { kind: 'email', template: 'first', topic: 'offers', next: 'clicked' },
    clicked: {
      kind: 'waitFor',
      paths: [{ name: 'yes', event: 'Email Clicked', next: 'second' }],
      timeout: '3d',
      onTimeout: null,
    },
    second: { kind: 'email', template: 'second', topic: 'offers', next: 'gone' },
    gone: {
      kind: 'waitFor',
      paths: [{ name: 'left', event: 'Email Unsubscribed', next: 'third' }],
      timeout: '3d',
      onTimeout: null,
    },
    third: { kind: 'email', template: 'second', topic: 'offers', next: null },
  },
};

describe('a recipient', () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([openStack(), openBrowser()]);
    await put('/v1/topics/offers', { name: 'Offers', default: 'in' });
    const cart = '<a href="https://shop.example/{{ event.cart_id }}">Your cart</a>';
    await put('/v1/templates/first', { subject: 'First', html: `<body><p>Hi</p>${cart}</body>` });
    await put('/v1/templates/second', { subject: 'Second', text: 'Bye. Out: {{ links.unsubscribe }}' });
    await put('/v1/journeys/reminder', journey);
    await stack.ask('POST', '/v1/journeys/reminder/publish', {});
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  async function put(path: string, body: object): Promise<void> {
    const answer = await stack.ask('PUT', path, body);
    if (answer.status >= 300) throw new Error(`PUT ${path}: ${JSON.stringify(answer.body)}`);
  }

  test('clicks, and the journey goes on; unsubscribes, and the next mail is refused with its reason', async () => {
    const userId = `person-${randomUUID().slice(0, 8)}`;
    const email = await introduce(stack, userId, { locale: 'pt-BR' });
    await stack.track(userId, 'Cart Updated', { cart_id: 'c-1' });
    const run = async () => (await enrollmentsOf(stack, userId))[0];
    const restsAt = (step: string): Promise<unknown> =>
      soon(`the run rests at ${step}`, async () =>
        (await run())?.log.some((row) => row.step === step && row.did === 'rested'),
      );
    const mail = (subject: string) =>
      soon(`the mail ${subject}`, async () =>
        (await mailsTo(stack, email)).find((one) => one.subject === subject),
      );

    const first = await mail('First');
    expect(first.html).toContain('Cancelar inscrição');
    await restsAt('clicked');
    const followed = await fetch(hrefOf(first.html, 'Your cart'), {
      redirect: 'manual',
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    });
    expect([followed.status, followed.headers.get('location')]).toEqual([302, 'https://shop.example/c-1']);

    const second = await mail('Second');
    await restsAt('gone');
    const [unsubscribe = ''] = /http:\S+\/u\/\S+/.exec(second.text) ?? [];
    expect(second.headers).toMatchObject({
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect((await fetch(unsubscribe)).status).toBe(200);
    const left = await fetch(unsubscribe, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      redirect: 'error',
    });
    expect(await left.text()).toContain('Você não vai mais receber mensagens sobre “Offers”');

    const ended = await soon('the enrollment has ended', async () =>
      (await enrollmentsOf(stack, userId)).find(({ state }) => state === 'completed'),
    );
    const because = ended.log.map(({ step, did, because: why }) => `${step ?? '-'} ${did}: ${why}`);
    expect(because).toEqual(
      expect.arrayContaining([
        'clicked woken: Email Clicked arrived',
        "clicked decided: takes 'yes'",
        'gone woken: Email Unsubscribed arrived',
        "third refused: the e-mail was not sent: the person opted out of 'offers'",
      ]),
    );
    expect(await mailsTo(stack, email)).toHaveLength(2);
    expect((await stack.ask('GET', '/v1/journeys/reminder/report')).body).toMatchObject({
      ...{ entered: 1, active: {}, completed: 1, engaged: 1 },
      paths: { clicked: { yes: 1 }, gone: { left: 1 } },
      sends: { ACCEPTED: 2, REFUSED: 1 },
    });
  });

  test.each([
    ['pt-BR', 'Preferências', 'Suas preferências foram salvas.', 'até', 'dados foram apagados'],
    ['en', 'Preferences', 'Your preferences are saved.', 'until', 'data is erased'],
    ['es', 'Preferencias', 'Tus preferencias están guardadas.', 'hasta', 'datos están borrados'],
  ])(
    'chooses, pauses and is erased in %s, without script and by keyboard alone',
    async (locale, preferences, saved, until, erased) => {
      const userId = `person-${randomUUID().slice(0, 8)}`;
      const email = await introduce(stack, userId, { locale });
      await stack.track(userId, 'Cart Updated', { cart_id: 'c-2' });
      const mail = (found: (one: { readonly subject: string; readonly text: string }) => boolean) =>
        soon('the mail', async () => (await mailsTo(stack, email)).find(found));
      const first = await mail(({ subject }) => subject === 'First');
      const page = await browser.newPage();
      await page.setJavaScriptEnabled(false);
      await page.goto(hrefOf(first.html, preferences));
      expect(await page.$eval('html', ({ lang }) => lang)).toBe(locale);
      const status = () => page.$eval('[role="status"]', ({ textContent }) => textContent ?? '');

      await press(page, 'Tab', 'Space', 'Tab', 'Enter');
      expect(await status()).toBe(saved);
      expect(await page.$('input[name="wanted"]:checked')).toBeNull();
      // The way back is the first that the keyboard comes to.
      await press(page, 'Tab', 'Enter');
      expect(await page.$('input[name="wanted"]:checked')).not.toBeNull();
      await page.goto(page.url());
      await press(page, 'Tab', 'Tab', 'Tab', 'ArrowDown', 'Tab', 'Enter');
      expect(await status()).toContain(until);
      // Past the topic, its button and the one that ends the pause.
      await press(page, 'Tab', 'Tab', 'Tab', 'Tab', 'Enter');
      expect(await status()).toContain('***@');

      const [link = ''] =
        /http:\S+\/e\/\S+/.exec((await mail(({ text }) => text.includes('/e/'))).text) ?? [];
      await page.goto(link);
      await press(page, 'Tab', 'Enter');
      expect(await page.$eval('h1', ({ textContent }) => textContent)).toContain(erased);
      expect((await stack.ask('GET', `/v1/profiles/${userId}`)).status).toBe(404);
      await page.close();
    },
  );
});

/** Where the link with these words leads. */
function hrefOf(html: string, words: string): string {
  const [, href = ''] = new RegExp(`<a href="([^"]+)"[^>]*>${words}</a>`).exec(html) ?? [];
  return href;
}

/** Presses keys, one after the other; the last one leads to another page. */
async function press(
  page: Page,
  ...keys: readonly ('Tab' | 'Space' | 'ArrowDown' | 'Enter')[]
): Promise<void> {
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
  await Promise.all([page.waitForNavigation(), page.keyboard.press(keys.at(-1) ?? 'Enter')]);
}
