import { openTestApi, type Answered, type TestApi } from '../testing/open-test-api';
import { journey, template, topic } from '../testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await put('/v1/topics/news', { ...topic, default: 'in' });
  await put('/v1/topics/quiet', { name: 'Quiet', default: 'out' });
  await put('/v1/templates/hello', { ...template, preheader: 'A line' });
  await put('/v1/templates/failing', { subject: 'Hello', html: '<p>FAILING</p>' });
  await put('/v1/journeys/welcome', journey);
  await api.call('POST', '/v1/journeys/welcome/publish', { key: api.mine.keys.secret });
  await put('/v1/journeys/welcome', {
    ...journey,
    name: 'Draft',
    steps: { pause: { ...pause, for: '2d' }, mail },
  });
});
afterAll(() => api.close());

const { pause, mail } = journey.steps;
const put = (url: string, json: unknown) => api.call('PUT', url, { key: api.mine.keys.secret, json });
const simulate = (json: unknown, key = 'welcome'): Promise<Answered> =>
  api.call('POST', `/v1/journeys/${key}/simulate`, { key: api.mine.keys.secret, json });

const ana = {
  profile: { email: 'ana@example.com', timezone: 'America/Sao_Paulo' },
  event: { name: 'Signed Up' },
  now: '2026-11-22T14:00:00Z',
};
const asked = (steps: object) => simulate({ ...ana, journey: { ...journey, start: 'mail', steps } });
interface Told {
  readonly step: string;
  readonly log: readonly (Record<'local' | 'did' | 'because' | 'step', string> & { readonly seq: number })[];
  readonly sends: readonly { readonly error: object | null }[];
}
const firstOf = ({ json }: Answered): Told | undefined =>
  ((json?.['enrollments'] ?? []) as readonly Told[])[0];
const sendsOf = (answer: Answered) => firstOf(answer)?.sends;

describe('Simulating a journey', () => {
  it('tells the draft: every step, when, on whose clock, why; and the message', async () => {
    const answer = await simulate(ana);
    expect([answer.status, answer.json]).toMatchObject([
      200,
      {
        journey: 'welcome',
        version: null,
        from: '2026-11-22T14:00:00.000Z',
        until: '2026-11-24T14:00:00.000Z',
        refusals: [],
        stopped: null,
        enrollments: [
          {
            state: 'completed',
            because: 'reached the end of the journey',
            rest: null,
            endedAt: '2026-11-24T14:00:00.000Z',
            sends: [
              {
                step: 'mail',
                to: 'ana@example.com',
                outcome: 'accepted',
                error: null,
                message: {
                  from: { name: 'mine', email: 'hello@mine.example' },
                  subject: 'Hello {{ profile.first_name }}',
                  html: expect.stringMatching(/^<p>Hello<.p>.*Unsubscribe/),
                },
              },
            ],
          },
        ],
      },
    ]);
    expect(firstOf(answer)?.log.map(({ seq, local, did }) => `${seq} ${local} ${did}`)).toEqual([
      '0 2026-11-22 11:00 (America/Sao_Paulo) entered',
      '1 2026-11-22 11:00 (America/Sao_Paulo) rested',
      '2 2026-11-24 11:00 (America/Sao_Paulo) woken',
      '3 2026-11-24 11:00 (America/Sao_Paulo) rested',
      '4 2026-11-24 11:00 (America/Sao_Paulo) sent',
      '5 2026-11-24 11:00 (America/Sao_Paulo) ended',
    ]);
  });

  it('tells a version, or a document that is saved nowhere, under a key that nothing has', async () => {
    const version = await simulate({ ...ana, version: 1 });
    expect(version.json).toMatchObject({ version: 1, until: '2026-11-23T14:00:00.000Z' });
    const document = { ...journey, key: 'unsaved', steps: { pause: { ...pause, for: '3d', next: null } } };
    expect((await simulate({ ...ana, journey: document }, 'unsaved')).json).toMatchObject({
      journey: 'unsaved',
      version: null,
      until: '2026-11-25T14:00:00.000Z',
    });
    expect((await api.call('GET', '/v1/journeys/unsaved', { key: api.mine.keys.secret })).status).toBe(404);
  });

  it('begins now where no instant is given, and leaves nothing behind', async () => {
    const before = Date.now();
    const { json } = await simulate({ event: ana.event });
    expect(Date.parse(String(json?.['from']))).toBeGreaterThanOrEqual(before);
    const enrollments = await api.call('GET', '/v1/enrollments', { key: api.mine.keys.secret });
    expect(enrollments.json?.['items']).toEqual([]);
  });

  it('plays the script: a purchase, a patch', async () => {
    const exit = [{ event: 'Bought', reason: 'bought' }];
    const script = [
      { after: '1h', profile: { email: null } },
      { after: '1h', event: { name: 'Bought', properties: { total: 1 } } },
    ];
    const bought = await simulate({ ...ana, journey: { ...journey, exit }, script });
    expect(bought.json).toMatchObject({ enrollments: [{ state: 'exited', because: 'bought', sends: [] }] });
    const patched = await simulate({ ...ana, journey: { ...journey, exit }, script: script.slice(0, 1) });
    expect(sendsOf(patched)).toMatchObject([
      { outcome: 'refused', reason: 'no-address', message: null, error: null },
    ]);
  });

  it.each([
    ['a topic that nobody is in unasked', { topic: 'quiet' }, 'refused', 'no-consent', null],
    ['a topic that does not exist', { topic: 'nothing' }, 'refused', 'no-consent', null],
    ['a template that is missing', { template: 'gone' }, 'failed', /no template 'gone'/, 'unknown-template'],
    ['a template that fails for the person', { template: 'failing' }, 'failed', /It fails/, 'template-error'],
  ])('%s: the message is told with it', async (_, change, outcome, reason, code) => {
    const answer = await asked({
      mail: { ...mail, ...change, onFailed: 'hold' },
      hold: { ...pause, next: null },
    });
    expect(answer.status).toBe(200);
    expect(sendsOf(answer)).toMatchObject([
      { outcome, reason: expect.stringMatching(reason), message: null, error: code && { code } },
    ]);
    expect(firstOf(answer)?.step).toBe(outcome === 'failed' ? 'hold' : 'mail');
  });

  it('goes by what the person said of the topic', async () => {
    const outcome = async (topicKey: string, said: string) => {
      const steps = { mail: { ...mail, topic: topicKey } };
      const consent = { [topicKey]: { email: said } };
      return sendsOf(await simulate({ ...ana, consent, journey: { ...journey, start: 'mail', steps } }));
    };
    expect(await outcome('quiet', 'granted')).toMatchObject([{ outcome: 'accepted' }]);
    expect(await outcome('news', 'denied')).toMatchObject([{ outcome: 'refused', reason: 'no-consent' }]);
  });

  it("knows the workspace's quiet hours and caps: what would be held is held, what would be refused is refused", async () => {
    const restrain = (json: object) =>
      api.call('PATCH', '/v1/workspace', { key: api.mine.keys.secret, json });
    await restrain({
      quietHours: { from: '10:30', to: '12:00' },
      caps: [{ atMost: 1, within: '1d' }],
    });
    const again = { ...mail, next: null };
    const told = firstOf(await asked({ mail: { ...mail, next: 'again' }, again }));
    await restrain({ quietHours: null, caps: [] });
    expect(told?.log.map(({ step, did, because }) => `${step} ${did}: ${because}`).slice(2)).toEqual([
      'mail rested: held by quiet hours until 2026-11-22 12:07:30 (America/Sao_Paulo)',
      'mail sent: the e-mail was accepted for delivery',
      "again rested: asks to send 'hello'",
      'again refused: the e-mail was not sent: the person has had 1 message within 1d, and may not get more',
      'again ended: reached the end of the journey',
    ]);
  });

  it('renders the first messages, and says so of the others', async () => {
    const answer = await asked({ mail: { ...mail, next: 'pause' }, pause: { ...pause, next: 'mail' } });
    const errors = sendsOf(answer)?.map(({ error }) => error);
    expect(errors?.slice(29, 31)).toEqual([
      null,
      { code: 'not-rendered', sentence: expect.any(String) as string },
    ]);
  });

  it('ends by itself where the journey never would', async () => {
    const { json } = await asked({
      mail: { ...mail, next: 'pause' },
      pause: { ...pause, for: '1y', next: 'mail' },
    });
    expect(json).toMatchObject({
      stopped: { bound: 'years' },
      enrollments: [{ state: 'active', rest: { kind: 'wait' } }],
    });
  });
});

describe('What cannot be simulated', () => {
  const code = async (json: unknown, key?: string) => {
    const answer = await simulate(json, key);
    const errors = answer.json?.['errors'] as { path: string; code: string }[] | undefined;
    return [
      answer.status,
      answer.json?.['code'],
      ...(errors ?? []).map((error) => `${error.path} ${error.code}`),
    ];
  };

  it.each<[what: string, body: object, answered: unknown[]]>([
    ['no event', {}, [422, 'cannot-simulate', '/event event-missing']],
    [
      'the event of another trigger',
      { event: { name: 'X' } },
      [422, 'cannot-simulate', '/event/name event-differs'],
    ],
    [
      'a version that is not there',
      { ...ana, version: 9 },
      [404, 'version-not-found', '/version version-not-found'],
    ],
    ['another key', { ...ana, journey: { ...journey, key: 'x' } }, [422, 'key-differs', '/key key-differs']],
    [
      'a journey twice',
      { ...ana, version: 1, journey },
      [400, 'invalid-request', '/version not-as-it-should-be'],
    ],
    ['an unknown field', { ...ana, dice: 1 }, [400, 'invalid-request', '/dice unknown-field']],
    ['a name that is none', { event: { name: 7 } }, [400, 'invalid-request', '/event/name not-a-text']],
    ['no name', { event: {} }, [400, 'invalid-request', '/event/name missing']],
    ['no instant', { ...ana, now: 'today' }, [400, 'invalid-request', '/now not-as-it-should-be']],
    [
      'an instant out of reach',
      { ...ana, now: '9999-01-01T00:00:00Z' },
      [400, 'invalid-request', '/now not-as-it-should-be'],
    ],
    ['a script that is no list', { ...ana, script: {} }, [400, 'invalid-request', '/script not-a-list']],
    [
      'no duration',
      { ...ana, script: [{ after: '1 hour', profile: {} }] },
      [400, 'invalid-request', '/script/0/after not-as-it-should-be'],
    ],
    [
      'when, but not what',
      { ...ana, script: [{ after: '1h' }] },
      [400, 'invalid-request', '/script/0 not-as-it-should-be'],
    ],
    [
      'what, but not when',
      { ...ana, script: [{ profile: {} }] },
      [400, 'invalid-request', '/script/0/after missing'],
    ],
    [
      'both at once',
      { ...ana, script: [{ after: '1h', profile: {}, event: ana.event }] },
      [400, 'invalid-request', '/script/0/profile unknown-field'],
    ],
    [
      '201 items',
      { ...ana, script: Array.from({ length: 201 }, () => ({ after: '1s', profile: {} })) },
      [400, 'invalid-request', '/script too-many'],
    ],
    [
      'a history without time',
      { ...ana, history: [{ name: 'X' }] },
      [400, 'invalid-request', '/history/0/ago missing'],
    ],
    [
      'an outcome that is none',
      { ...ana, sends: { mail: 'lost' } },
      [400, 'invalid-request', '/sends/mail not-an-option'],
    ],
    ['attributes as a list', { ...ana, profile: [] }, [400, 'invalid-request', '/profile not-an-object']],
  ])('%s', async (_, body, answered) => {
    expect(await code(body)).toEqual(answered);
  });

  it('is told with every problem where the document is no journey, and where the journey can never run', async () => {
    const broken = await simulate({ ...ana, journey: { key: 'welcome' } });
    expect(broken.json).toMatchObject({ status: 422, code: 'not-a-journey', problems: expect.any(Array) });
    const loop = {
      kind: 'branch',
      paths: [{ name: 'a', if: { field: 'profile.a', op: 'exists' }, next: 'mail' }],
      otherwise: 'mail',
    };
    expect((await asked({ mail: loop })).json).toMatchObject({
      status: 422,
      code: 'cannot-simulate',
      problems: [{ rule: 'loop-without-wait', path: '/steps/mail', hint: expect.any(String) }],
    });
  });

  it('is a journey that is not there, or of another workspace', async () => {
    expect(await code(ana, 'nobody')).toEqual([404, 'journey-not-found']);
    const theirs = { key: api.theirs.keys.secret, json: ana };
    expect((await api.call('POST', '/v1/journeys/welcome/simulate', theirs)).json).toMatchObject({
      code: 'journey-not-found',
    });
  });

  it('needs the secret key', async () => {
    const answer = await api.call('POST', '/v1/journeys/welcome/simulate', {
      key: api.mine.keys.write,
      json: ana,
    });
    expect(answer.json).toMatchObject({ status: 403, code: 'secret-key-needed' });
  });
});
