import { openDesk, type Desk } from './testing/jornada';

const journey = {
  key: 'cart',
  name: 'Cart',
  trigger: { event: 'Cart Updated', where: { field: 'event.total', op: 'gt', value: 0 } },
  exit: [{ event: 'Bought', reason: 'bought' }],
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'email', template: 'hello', topic: 'offers', next: 'half' },
    half: {
      kind: 'split',
      paths: [
        { name: 'one', share: 30, next: null },
        { name: 'other', share: 70, next: 'late' },
      ],
    },
    late: { kind: 'wait', for: '1d', next: null },
  },
};
const simulation = {
  profile: { email: 'ana@example.com', timezone: 'America/Sao_Paulo' },
  event: { name: 'Cart Updated', properties: { total: 5 } },
  script: [{ after: '30m', event: { name: 'Bought' } }],
  now: '2026-11-23T12:00:00Z',
  expect: { state: 'exited', because: 'bought', path: ['wait'], messages: [] as unknown[] },
};

let desk: Desk;
beforeEach(() => (desk = openDesk()));
afterEach(() => desk.close());

function writeCart(change: object = {}): void {
  desk.write('cart/journey.json', { ...journey, ...change });
  desk.write('cart/topics.json', [{ key: 'offers', name: 'Offers', default: 'in' }]);
  desk.write('cart/templates/hello.json', { subject: 'Hello' });
  desk.write('cart/templates/hello.mjml', '<mjml></mjml>');
}

describe('wrong use', () => {
  it.each<[what: string, args: readonly string[], said: RegExp]>([
    ['a command that is none', ['chek'], /Unknown command 'chek'\.\n.*Did you mean check\?/],
    ['no command', [], /There is no command/],
    [
      'an option that is none',
      ['check', '--wrkspace', 'cart'],
      /Unknown option '--wrkspace'\.\n.*--workspace/,
    ],
    ['nothing to check', ['check'], /Missing required argument 'paths'/],
    ['a folder that is not there', ['check', 'gone'], /no file or folder 'gone'/],
    ['a folder that defines nothing', ['check', '.'], /The folder '\.' defines nothing/],
    ['a number that is none', ['rollback', 'cart', '--to', 'two'], /--to is 'two'.*\n.*a whole number/],
    ['no server address', ['status', '--url', 'localhost'], /'localhost' is no address/],
    ['no key', ['status', '--url', 'https://far.example'], /no key for https:\/\/far\.example/],
    ['no admin key', ['workspace', 'create', 'shop', '--from', 'a@b.example'], /no admin key/],
  ])('with %s is told in one sentence with a hint, and ends with 2', async (_, args, said) => {
    const { exitCode, err, out } = await desk.run(...args);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(said);
    const [first, hint] = err.slice(err.indexOf('✗')).split('\n');
    expect([first, hint]).toEqual([
      expect.stringMatching(/^✗ [A-Z'-].*\.$/),
      expect.stringMatching(/^ {2}\S/),
    ]);
  });

  it.each<[what: string, args: readonly string[], said: RegExp]>([
    [
      'a profile that is no JSON',
      ['simulate', 'cart', '--profile', '{plan'],
      /--profile is no JSON object: There is "plan"/,
    ],
    [
      'an event that is a list',
      ['simulate', 'cart', '--event', '[]'],
      /--event is no JSON object: It is no object/,
    ],
    ['an instant that is none', ['simulate', 'cart', '--now', 'noon'], /"now" is an instant/],
    ['a script that is not there', ['simulate', 'cart', '--script', 'x.json'], /x\.json is not there/],
    ['no people', ['simulate', 'cart', '--people', '0'], /--people is '0'/],
    ['a move to nowhere', ['publish', 'cart', '--move', 'wait'], /--move is 'wait'/],
  ])('with %s, too', async (_, args, said) => {
    writeCart();
    const { exitCode, err } = await openServer(args);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(said)]);
  });

  it('is told as JSON where that is asked for', async () => {
    expect(await desk.runJson('check', 'gone')).toEqual({
      exitCode: 2,
      json: { error: { code: 'wrong-use', sentence: expect.any(String), hint: expect.any(String) } },
    });
  });
});

/** With a server that is not there: what is wrong is found before it is asked. */
function openServer(args: readonly string[]) {
  return desk.run(...args, '--url', 'http://127.0.0.1:9');
}

describe('jornada check', () => {
  it('finds nothing in what is right, and runs its simulations', async () => {
    writeCart();
    desk.write('cart/simulations/buys.json', simulation);
    const { exitCode, out } = await desk.run('check', 'cart');
    expect([exitCode, out]).toEqual([
      0,
      '✓ cart/journey.json\n\n1 file, 0 errors, 0 warnings, 1 simulation run\n',
    ]);
  });

  it('tells each problem with its line and column, a sentence and a hint', async () => {
    writeCart({ start: 'wat' });
    const { exitCode, out } = await desk.run('check', 'cart');
    expect(exitCode).toBe(1);
    expect(out).toContain("✗ 18:12  There is no step 'wat'.  unknown-step\n      Did you mean 'wait'?");
  });

  it('tells what is no JSON, in whatever file, and looks at the others all the same', async () => {
    writeCart({ start: 'wat' });
    desk.write('cart/topics.json', '[{ "key": "offers", }]');
    const { json } = await desk.runJson('check', 'cart');
    expect(json).toMatchObject({
      files: [
        { file: 'cart/topics.json', journey: null, problems: [{ rule: 'unreadable', line: 1, column: 21 }] },
        {
          file: 'cart/journey.json',
          journey: 'cart',
          problems: [{ rule: 'unknown-step' }, { rule: 'unknown-topic' }],
        },
      ],
    });
  });

  it('warns of a reference that no file defines: the workspace may have it', async () => {
    desk.write('journey.json', journey);
    const { exitCode, json } = await desk.runJson('check', 'journey.json');
    const warning = { severity: 'warning', hint: expect.stringContaining('--workspace') };
    expect([exitCode, json]).toMatchObject([
      0,
      {
        errors: 0,
        warnings: 2,
        files: [{ problems: [{ rule: 'unknown-template', ...warning }, { rule: 'unknown-topic' }] }],
      },
    ]);
  });

  it('tells what of a simulation is not as it is expected', async () => {
    writeCart();
    const expected = { ...simulation.expect, state: 'completed', messages: [{ step: 'mail' }] };
    desk.write('cart/simulations/buys.json', { ...simulation, expect: expected });
    const { exitCode, out } = await desk.run('check', 'cart');
    expect(exitCode).toBe(1);
    expect(out).toContain(
      'cart/simulations/buys.json\n  ✗ 1:1  The state is "exited", not "completed".  simulation-differs',
    );
    expect(out).toContain('The messages are [], not ["mail"].');
  });
});

describe('jornada simulate', () => {
  it('tells the timeline in words, on the clock of the person', async () => {
    writeCart();
    desk.write('buys.json', simulation);
    const { exitCode, out } = await desk.run('simulate', 'cart', '--script', 'buys.json');
    expect([exitCode, out.split('\n').map((line) => line.trim())]).toEqual([
      0,
      [
        'cart: exited, bought',
        '',
        '2026-11-23 09:00 (America/Sao_Paulo)  +0s         Cart Updated arrived: total is 5, more than 0',
        '2026-11-23 09:00 (America/Sao_Paulo)  +0s   wait  waits until 2026-11-23 10:00 (America/Sao_Paulo)',
        '2026-11-23 09:30 (America/Sao_Paulo)  +30m  wait  bought',
        '',
      ],
    ]);
  });

  it('takes the event of the trigger where only properties are given', async () => {
    writeCart();
    const person = ['--profile', '{"email":"a@b.example"}', '--seed', '5'];
    const { json } = await desk.runJson('simulate', 'cart', '--event', '{"total":5}', ...person);
    expect(json).toMatchObject({ enrollments: [{ state: 'completed', sends: [{ outcome: 'accepted' }] }] });
    expect((await desk.run('simulate', 'cart')).out).toContain('not entered: total is missing');
  });

  it('imagines many people, and tells the share of each path', async () => {
    writeCart();
    const crowd = ['--people', '1000', '--seed', 'x', '--event', '{"total":5}'];
    const { json } = await desk.runJson('simulate', 'cart', ...crowd);
    const { paths } = json as { paths: { path: string; people: number }[] };
    expect(paths.map(({ path }) => path)).toEqual([
      'wait → mail → half → late → completed',
      'wait → mail → half → completed',
    ]);
    expect(paths[0]?.people).toBeGreaterThan(640);
    expect(paths[0]?.people).toBeLessThan(760);
    expect((await desk.run('simulate', 'cart', ...crowd)).out).toMatch(
      /^cart: 1000 people by the seed 'x'\n\n share  people  path\n/,
    );
  });

  it('says why it cannot, and ends with 1', async () => {
    writeCart();
    expect(await desk.run('simulate', 'cart', '--event', '{"name":"Other"}')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("'Other' is not the event of the trigger"),
    });
  });
});

describe('what files define', () => {
  it('is each thing once: two that differ are told', async () => {
    writeCart();
    desk.write('other/topics.json', [{ key: 'offers', name: 'Other', default: 'in' }]);
    expect(await openServer(['plan', '.'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(
        "'offers' is defined twice, and differently: in cart/topics.json and in other/topics.json",
      ),
    });
  });

  it('is sent to a server: one that is away is told, and ends with 3', async () => {
    desk.close();
    desk = openDesk({ JORNADA_SECRET_KEY: `sk_${'a'.repeat(40)}` });
    writeCart();
    expect(await openServer(['apply', 'cart'])).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/cannot be reached/),
    });
  });
});
