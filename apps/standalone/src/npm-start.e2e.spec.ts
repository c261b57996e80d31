import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { openBrowser } from '../../../test/e2e/browser';
import { findFreePort, isPortFree } from './free-ports';
import { eventually } from './testing/eventually';
import { type NpmStart, npmStart } from './testing/npm-start';

const STARTS_WITHIN_MS = 120_000;
jest.setTimeout(2 * STARTS_WITHIN_MS);

let parent: string;
let data: string;
let port: number;
const running: NpmStart[] = [];

beforeAll(async () => {
  parent = mkdtempSync(path.join(tmpdir(), 'jornada-start-'));
  chmodSync(parent, 0o711);
  data = path.join(parent, '.jornada');
  port = await findFreePort();
});
afterAll(async () => {
  for (const start of running) start.kill('SIGKILL');
  await eventually('nothing is left running', () => processesOf(data).length === 0);
  rmSync(parent, { recursive: true });
});

function begin(settings: Readonly<Record<string, string>> = {}): NpmStart {
  const start = npmStart({ JORNADA_DATA: data, PORT: String(port), ...settings });
  running.push(start);
  return start;
}

async function begun(start: NpmStart): Promise<NpmStart> {
  await eventually('it runs', () => start.said().includes('Ctrl-C stops it'), STARTS_WITHIN_MS);
  return start;
}

/** The processes whose command names the data folder: servers of ours, and their guards. */
function processesOf(folder: string): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(folder));
}

const api = async (to: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://localhost:${port}${to}`, init);
const keys = (): Record<string, string> =>
  JSON.parse(readFileSync(path.join(data, 'keys.json'), 'utf8')) as never;

/** What the API answers to the owner of the workspace; a POST where there is something to say. */
async function asOwner(to: string, said?: object): Promise<object> {
  const headers = { authorization: `Bearer ${keys()['secret'] ?? ''}`, 'content-type': 'application/json' };
  const answer = await api(to, said ? { method: 'POST', headers, body: JSON.stringify(said) } : { headers });
  return (await answer.json()) as object;
}

interface Standing {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly step: string | null;
  readonly because: string | null;
}

/** Where a person stands in the journeys, the newest first. */
async function standingOf(userId: string): Promise<readonly Standing[]> {
  const { items } = (await asOwner(`/v1/enrollments?userId=${userId}`)) as { items: readonly Standing[] };
  return items;
}

describe('npm start', () => {
  let first: NpmStart;

  it('runs everything, and says where', async () => {
    first = await begun(begin());
    expect(first.said()).toContain(`http://localhost:${port}/mailbox`);
    expect(first.said()).toContain(keys()['write']);
    expect((await api('/readyz')).status).toBe(200);
    expect((await api('/docs')).status).toBe(200);
    expect((await api('/mailbox')).status).toBe(200);
    const [temporal = ''] = /http:\/\/localhost:\d+$/m.exec(first.said().split('Temporal  ')[1] ?? '') ?? [];
    expect((await fetch(temporal)).status).toBe(200);
  });

  it('the command that it prints brings a personal e-mail into the mailbox', async () => {
    const lines = first.said().split('\n');
    const at = lines.findIndex((line) => line.includes('curl'));
    execFileSync('/bin/sh', ['-c', lines.slice(at, at + 3).join('\n')], { stdio: 'ignore' });
    const mail = await eventually('the e-mail is there', async () => {
      const { items } = (await (await api('/v1/mailbox/messages')).json()) as { items: { id: string }[] };
      return items[0] && (await (await api(`/v1/mailbox/messages/${items[0].id}`)).text());
    });
    expect(mail).toContain('Ana');
  });

  it('the recipient reads it in a browser and clicks: the journey hears of it; unsubscribes, and gets no more', async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}/mailbox`);
      await Promise.all([page.waitForNavigation(), page.click('aside li a')]);
      expect(await page.$eval('article h2', (title) => title.textContent)).toContain('Ana');
      const letter = await (await page.waitForSelector('iframe'))?.contentFrame();
      /** Clicks a link of the letter, which opens a window of its own. */
      const follow = async (words: string): Promise<{ readonly href: string; readonly opened: Page }> => {
        const link = await letter?.waitForSelector(`a ::-p-text(${words})`);
        if (!link) throw new Error(`the letter has no link '${words}'`);
        const opened = new Promise<Page>((resolve) => page.once('popup', (popup) => resolve(popup as Page)));
        const href = await link.evaluate((inner) => inner.closest('a')?.href ?? '');
        await link.click();
        return { href, opened: await opened };
      };
      const standing = () => standingOf('ana');
      await eventually('the journey waits for a click', async () => (await standing())[0]?.step === 'clicou');
      const link = await follow('Voltar ao carrinho');
      await eventually('the journey has heard it', async () => (await standing())[0]?.state === 'exited');
      expect((await standing())[0]?.because).toBe('voltou ao carrinho');
      const way = await fetch(link.href, { redirect: 'manual' });
      expect(way.headers.get('location')).toBe('https://loja.example/carrinho/carrinho-1');

      const { opened: leaving } = await follow('Cancelar inscrição');
      await leaving.waitForSelector('form button');
      expect(await leaving.$eval('html', (root) => root.lang)).toBe('pt-BR');
      await Promise.all([leaving.waitForNavigation(), leaving.click('form button')]);
      const event = { userId: 'ana', event: 'Cart Tried', properties: { cart_id: 'carrinho-2', total: 10 } };
      await asOwner('/v1/events', { events: [event] });
      const refused = await eventually('the next one is refused', async () => {
        const entered = (await standing()).find(({ key }) => key === 'carrinho-2');
        if (!entered) return null;
        const { log } = (await asOwner(`/v1/enrollments/${entered.id}`)) as {
          log: { did: string; because: string }[];
        };
        return log.find(({ did }) => did === 'refused');
      });
      expect(refused.because).toContain("opted out of 'ofertas'");
    } finally {
      await browser.close();
    }
  });

  it('keeps its keys to its owner', () => {
    expect(statSync(path.join(data, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o066).toBe(0);
  });

  it('a second one beside it is told in one sentence which process holds the folder, and where it serves', async () => {
    const second = begin({ PORT: String(await findFreePort()) });
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(
      new RegExp(
        `^Jornada is already running .+process ${first.pid} on .+http://localhost:${port}\\).+\\.\\n$`,
      ),
    );
  });

  it('one with another folder, on the same port, is told in one sentence, and leaves nothing', async () => {
    const other = path.join(parent, 'other');
    const second = begin({ JORNADA_DATA: other });
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(new RegExp(`^Port ${port} is already in use: .+ set PORT .+\\.\\n$`));
    expect(processesOf(other)).toEqual([]);
  });

  it('a wrong setting is one sentence', async () => {
    const second = begin({ JORNADA_DATA: path.join(parent, 'other'), LOG_LEVEL: 'loud' });
    expect(await second.ended).toBe(1);
    expect(second.said()).toBe('LOG_LEVEL must be debug, info, warn or error, for example LOG_LEVEL=info.\n');
  });

  it('stops in order when it is told to, and leaves no process', async () => {
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.said()).toMatch(/Stopping \.\.\.\n(Stopping .+\n)*Stopped\.\n$/);
    expect(processesOf(data)).toEqual([]);
    expect(await isPortFree(port)).toBe(true);
  });

  it('comes back with its data; killed, it takes its servers along', async () => {
    const { write } = keys();
    const again = await begun(begin());
    expect(again.said()).toContain(write);
    const { items } = (await (await api('/v1/mailbox/messages')).json()) as { items: unknown[] };
    expect(items).toHaveLength(1);
    again.kill('SIGKILL');
    await again.ended;
    await eventually('its servers have ended', () => processesOf(data).length === 0);
    expect(processesOf(data)).toEqual([]);
  });

  it('starts after having been killed, and stops halfway when it is told to', async () => {
    const again = begin();
    await eventually('PostgreSQL runs', () => processesOf(data).length > 0, STARTS_WITHIN_MS);
    again.kill('SIGINT');
    expect(await again.ended).toBe(0);
    expect(processesOf(data)).toEqual([]);
  });
});

describe('npm start with your own database', () => {
  it('that cannot be reached says so in one sentence, without its password', async () => {
    const silent = createServer();
    const silentPort = await findFreePort();
    await new Promise<void>((done) => silent.listen(silentPort, '127.0.0.1', done));
    await new Promise((done) => silent.close(done));
    const start = begin({
      JORNADA_DATA: path.join(parent, 'third'),
      DATABASE_URL: `postgresql://me:hunter2@127.0.0.1:${silentPort}/jornada`,
    });
    expect(await start.ended).toBe(1);
    expect(start.said()).toMatch(
      /^(.+( \.\.\.|: done).*\n)*The database that DATABASE_URL names cannot be used: .+\.\n$/,
    );
    expect(start.said()).not.toContain('hunter2');
    expect(processesOf(path.join(parent, 'third'))).toEqual([]);
  });
});
