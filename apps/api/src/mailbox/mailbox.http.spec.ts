import { randomUUID } from 'node:crypto';
import { putMailboxMessage } from '#database';
import { openTestApi, type TestApi } from '../testing/open-test-api';

const HOSTILE = `"><script>alert('x')</script>&quot;`;

let api: TestApi;
const ids: string[] = [];
beforeAll(async () => {
  api = await openTestApi();
  for (const to of ['ana@example.com', 'bia@example.com', 'ana@example.com']) await put({ to });
});
afterAll(() => api.close());

async function put(message: {
  to: string;
  subject?: string;
  html?: string | null;
  text?: string;
  from?: string;
}): Promise<string> {
  const id = randomUUID();
  const rest = {
    sendId: randomUUID(),
    from: 'Jornada <ola@demo.example>',
    subject: `Olá ${ids.length}`,
    html: '<p>Olá</p>',
    text: 'Olá',
    headers: { 'X-A': 'b' },
  };
  await putMailboxMessage(api.database, api.mine.id, {
    id,
    ...rest,
    ...message,
    at: new Date(Date.UTC(2026, 10, 22, 14, ids.length)),
  });
  ids.push(id);
  return id;
}

const get = (url: string) => api.call('GET', url);
const items = async (url: string) => ((await get(url)).json as { items: { id: string; to: string }[] }).items;

describe('The messages of the mailbox', () => {
  it('are listed, the newest first', async () => {
    expect((await items('/v1/mailbox/messages')).map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it('are narrowed to an address', async () => {
    expect((await items('/v1/mailbox/messages?to=bia@example.com')).map(({ to }) => to)).toEqual([
      'bia@example.com',
    ]);
  });

  it('are listed in pages', async () => {
    const first = (await get('/v1/mailbox/messages?limit=2')).json as {
      items: { id: string }[];
      next: string;
    };
    const second = (await get(`/v1/mailbox/messages?limit=2&cursor=${first.next}`)).json as {
      items: { id: string }[];
      next: null;
    };
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeNull();
  });

  it('are told one by one', async () => {
    expect((await get(`/v1/mailbox/messages/${ids[1]}`)).json).toEqual({
      id: ids[1],
      to: 'bia@example.com',
      from: 'Jornada <ola@demo.example>',
      subject: 'Olá 1',
      html: '<p>Olá</p>',
      text: 'Olá',
      headers: { 'X-A': 'b' },
      sendId: expect.any(String),
      at: '2026-11-22T14:01:00.000Z',
    });
  });
});

describe('The page of the mailbox', () => {
  it('shows the newest message, open', async () => {
    const { text, headers } = await get('/mailbox');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<h2>Olá 2</h2>');
    expect(text).toContain('bia@example.com');
  });

  it('shows another', async () => expect((await get(`/mailbox/${ids[1]}`)).text).toContain('<h2>Olá 1</h2>'));

  it('forbids every script, its own too, and lets nobody frame it', async () => {
    const { text, headers } = await get('/mailbox');
    expect(String(headers['content-security-policy'])).toMatch(/^default-src 'none'; /);
    expect(String(headers['content-security-policy'])).not.toContain('script-src');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(text).not.toMatch(/<script|\son\w+=/);
  });

  it('shows a message in a frame in which nothing runs', async () => {
    expect((await get('/mailbox')).text).toMatch(
      /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    );
  });

  it('shows the text of a message that has no HTML', async () => {
    const { text } = await get(
      `/mailbox/${await put({ to: 'ana@example.com', html: null, text: 'Só texto' })}`,
    );
    expect(text).toContain('Só texto');
    expect(text).not.toContain('<iframe');
  });

  it('shows hostile words as words', async () => {
    const { text } = await get(
      `/mailbox/${await put({ to: HOSTILE, subject: HOSTILE, from: HOSTILE, text: HOSTILE, html: HOSTILE })}`,
    );
    expect(text).not.toMatch(/<script/);
    expect(text).toContain('&#60;script&#62;');
  });
});
