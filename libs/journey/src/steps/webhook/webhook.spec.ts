import { event, given, journeyWith } from '../../testing';
import { readJourney } from '../../read-journey';

const call = (change: object = {}) => ({
  ...{ kind: 'webhook', url: 'https://api.example/people/{{ profile.id }}', next: null },
  ...change,
});
const journey = (change: object = {}, more: { [id: string]: object } = {}) =>
  journeyWith({ call: call(change), ...more });
const begun = event('Begun', { total: 12.5, note: 'a/b?c#d é\r\nX-Evil: 1', list: [1, 2] });

/** The one request of a story. */
function requestOf(change: object, profile: { [name: string]: string | number } = { id: 7 }) {
  const [first] = given(journey(change)).person(profile).on(begun, { kind: 'after', duration: '0s' }).calls();
  return first?.request;
}
const now = { kind: 'after', duration: '0s' } as const;

describe('A webhook asks', () => {
  it('by POST, without a body, for ten seconds, where nothing is said', () => {
    expect(requestOf({})).toEqual({
      ...{ method: 'POST', url: 'https://api.example/people/7', headers: {}, body: null, timeout: 10_000 },
    });
  });

  it.each<[string, object, object]>([
    ['a method and a timeout', { method: 'PUT', timeout: '3s' }, { method: 'PUT', timeout: 3_000 }],
    [
      'a body as JSON, with types kept and what is missing left out',
      {
        body: {
          total: { path: 'event.total' },
          list: '{{ event.list }}',
          none: '{{ event.none }}',
          text: 'R$ {{ event.total }}',
        },
      },
      {
        body: '{"total":12.5,"list":[1,2],"text":"R$ 12.5"}',
        headers: { 'content-type': 'application/json' },
      },
    ],
    [
      'a text as it is',
      { body: 'total={{ event.total }}', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      { body: 'total=12.5', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    [
      'data in the URL as one part of it, whatever is in it',
      { url: 'https://api.example/{{ event.note }}?q={{ event.note }}' },
      {
        url: 'https://api.example/a%2Fb%3Fc%23d%20%C3%A9%0D%0AX-Evil%3A%201?q=a%2Fb%3Fc%23d%20%C3%A9%0D%0AX-Evil%3A%201',
      },
    ],
    [
      'data in a header on one line',
      { headers: { 'X-Note': '<{{ event.note }}>' } },
      { headers: { 'x-note': '<a/b?c#d ???X-Evil: 1>' } },
    ],
  ])('%s', (_, change, expected) => expect(requestOf(change)).toMatchObject(expected));

  it('not for more than a request may say', () => {
    const story = given(
      journey(
        { body: { text: '{{ profile.text }}' }, onError: 'no' },
        { no: { kind: 'exit', reason: 'no' } },
      ),
    );
    const told = story.person({ text: 'x'.repeat(40_000) }).on(begun, now);
    expect(told.calls()).toEqual([]);
    expect(told.log()).toMatchObject([
      expect.stringContaining('entered'),
      expect.stringContaining('the call failed: request-too-long'),
      expect.stringContaining('no decided'),
      expect.stringContaining('no ended'),
    ]);
  });
});

describe('A webhook that was answered', () => {
  const kept = { saveAs: { score: 'body.people[0].score', code: 'status' } };
  const ask = (field: string, value: string | number) => ({
    ask: {
      kind: 'branch',
      paths: [{ name: 'yes', if: { field, op: 'eq', value }, next: 'yes' }],
      otherwise: null,
    },
    yes: { kind: 'exit', reason: 'yes' },
  });
  const reply = { status: 200, body: { people: [{ score: 7 }] } };

  it.each<[string, string | number]>([
    ['run.score', 7],
    ['run.code', 200],
    ['steps.call.status', 200],
    ['steps.call.body.people[0].score', 7],
    ['steps.call.outcome', 'accepted'],
  ])('leaves %s', (field, value) => {
    const story = given(journey({ ...kept, next: 'ask' }, ask(field, value)));
    expect(story.reply('call', reply).on(begun, now).endings()).toMatchObject([
      { state: 'exited', because: 'yes' },
    ]);
  });

  it('says in the log what was answered and kept', () => {
    const story = given(journey(kept)).reply('call', { status: 200, body: { people: [] } });
    expect(story.on(begun, now).log().join('\n')).toContain(
      'the endpoint took the call: answered 200; score is missing; code is 200',
    );
  });

  it.each([
    ['200', { status: 200 }, 'next'],
    ['404', { status: 404 }, 'error'],
    ['302', { status: 302 }, 'error'],
    ['500', { status: 500 }, 'error'],
  ])('with %s goes on there', (_, answered, where) => {
    const ends = { next: { kind: 'exit', reason: 'next' }, error: { kind: 'exit', reason: 'error' } };
    const story = given(journey({ next: 'next', onError: 'error' }, ends)).reply('call', answered);
    expect(story.on(begun, now).endings()).toMatchObject([{ because: where }]);
  });

  it('by nobody goes on as well, where nothing is said of that', () => {
    const story = given(journey()).send('call', 'failed', 'ECONNREFUSED', '22h');
    expect(story.on(begun, now).endings()).toMatchObject([{ state: 'completed' }]);
    expect(story.on(begun, now).log().join('\n')).toContain('the call failed: ECONNREFUSED');
  });
});

describe('A document with', () => {
  it.each<[string, object, path: string]>([
    ['another scheme', { url: 'ftp://api.example/' }, '/url'],
    ['a host that comes from data', { url: 'https://{{ profile.host }}/' }, '/url'],
    ['a part of a host that comes from data', { url: 'https://api.{{ profile.host }}/' }, '/url'],
    ['a port that comes from data', { url: 'https://api.example:{{ profile.port }}/' }, '/url'],
    ['a password', { url: 'https://ana:secret@api.example/' }, '/url'],
    ['a path that is none', { url: 'https://api.example/{{ nothing }}' }, '/url'],
    ['a filter', { url: 'https://api.example/{{ profile.id | upcase }}' }, '/url'],
    ['no URL', { url: '' }, '/url'],
    ['another method', { method: 'TRACE' }, '/method'],
    ['a header that is ours', { headers: { 'Webhook-Id': 'x' } }, '/headers/Webhook-Id'],
    ['a header that frames', { headers: { 'Content-Length': '5' } }, '/headers/Content-Length'],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nX-B: b' } }, '/headers/X-A'],
    ['a GET that has a body', { method: 'GET', body: {} }, '/body'],
    ['a timeout of a minute', { timeout: '1m' }, '/timeout'],
    ['a timeout of nothing', { timeout: '0s' }, '/timeout'],
    ['a part of the answer that is none', { saveAs: { a: 'headers.x' } }, '/saveAs/a'],
    ['a variable whose name is none', { saveAs: { 'a b': 'body' } }, '/saveAs/a b'],
  ])('%s is refused, with its place', (_, change, path) => {
    const reading = readJourney(journey(change));
    const found = reading.kind === 'not-a-journey' ? reading.problems.map((problem) => problem.path) : [];
    expect(found).toContain(`/steps/call${path}`);
  });
});
