import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { openStack, type Stack } from './stack';

jest.setTimeout(240_000);

const root = path.join(__dirname, '..', '..');
const program = path.join(root, 'apps', 'cli', 'jornada.mjs');

describe('jornada, as it was built, on a real server', () => {
  let stack: Stack;
  let folder: string;
  beforeAll(async () => {
    stack = await openStack();
    folder = mkdtempSync(path.join(tmpdir(), 'jornada-cli-'));
    cpSync(path.join(root, 'examples', 'abandoned-cart'), path.join(folder, 'cart'), { recursive: true });
  });
  afterAll(async () => {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command in the folder. @returns what it says, and how it ends */
  async function jornada(...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
    const env = { PATH: process.env['PATH'], JORNADA_URL: stack.url, JORNADA_SECRET_KEY: stack.keys.secret };
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env });
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code: code as unknown, out, err };
  }

  /** Makes the reminder come after another time. */
  function waitFor(length: string): void {
    const file = path.join(folder, 'cart', 'journey.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"for": "\w+"/, `"for": "${length}"`));
  }

  const settled = { code: 0, out: 'No differences: 6 things are as in the files.\n' };

  test('a folder is planned, applied and published; then there are no differences', async () => {
    expect(await jornada('check', 'cart')).toMatchObject({ code: 0 });
    expect(await jornada('plan', 'cart')).toMatchObject({
      code: 1,
      out: expect.stringContaining('+ journey abandoned-cart'),
    });
    expect(await jornada('apply', 'cart', '--publish')).toMatchObject({
      code: 0,
      out: expect.stringContaining('published journey abandoned-cart as version 1'),
    });
    expect(await jornada('plan', 'cart', '--publish')).toMatchObject(settled);
    expect((await jornada('apply', 'cart', '--publish')).out).toBe(
      'Nothing to do: all is as in the files.\n',
    );
  });

  test('why somebody waits is told in sentences', async () => {
    await stack.track('ana', 'Cart Updated', { cart_id: 'c-1', total: 20 });
    const { code, out } = await jornada('why', 'ana');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('ana entered: Cart Updated arrived: total is 20, more than 0.'),
    ]);
    expect(out).toMatch(/^ana in abandoned-cart \(version 1, for 'c-1'\): is at 'cool-down'/);
    expect(out).toMatch(/At 'cool-down': waits until \d{4}-/);
  });

  test('an edit is planned with who is inside, and applied as the next version', async () => {
    waitFor('2h');
    const plan = await jornada('plan', 'cart');
    expect(plan).toMatchObject({ code: 1, out: expect.stringContaining('steps.cool-down.for: "1h" → "2h"') });
    expect(plan.out).toContain("1 person is inside: 1 at 'cool-down'; they stay on their version");
    expect((await jornada('apply', 'cart', '--publish')).out).toContain('as version 2');
    expect(await jornada('plan', 'cart', '--publish')).toMatchObject(settled);
  });

  test('a rollback takes along whom it is told to, and says so before', async () => {
    const rollback = ['rollback', 'abandoned-cart', '--to', '1', '--move', 'cool-down=worth'];
    const dry = await jornada(...rollback, '--dry-run');
    expect(dry.out).toContain('abandoned-cart would become version 3; nothing was changed');
    expect(dry.out).toContain("1 person at cool-down of version 1: begin step 'worth' of version 3 afresh");
    const done = await jornada(...rollback);
    expect(done.out).toContain('abandoned-cart is version 3 now');
    expect(done.out).toContain('cool-down: 1 moved, 0 taken out');
    waitFor('1h');
    await jornada('apply', 'cart');
    expect(await jornada('plan', 'cart', '--publish')).toMatchObject(settled);
  });

  test('a refusal of the server ends with 4, a server that is away with 3', async () => {
    expect(await jornada('publish', 'nothing')).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^✗ There is no journey 'nothing'.*\n {2}\S/),
    });
    expect(await jornada('status', '--url', 'http://127.0.0.1:1')).toMatchObject({ code: 3 });
  });
});
