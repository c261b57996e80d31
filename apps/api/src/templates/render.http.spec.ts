import { openRenderer, type Renderer } from '#templates';
import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
let renderer: Renderer;
beforeAll(async () => {
  renderer = openRenderer({ threads: 1 });
  api = await openTestApi({ renderer });
  await put('cart', {
    subject: '{{ profile.first_name | default: "Hello" }}, {{ event.total }}',
    preheader: 'For {{ profile.plan }} of {{ workspace.name }}',
    html: '<p>{{ run.code }} {{ steps.mail.outcome }}</p>',
  });
  await api.call('POST', '/v1/identify', {
    key: api.mine.keys.write,
    json: { userId: 'ana', traits: { first_name: 'Ana', plan: 'vip' } },
  });
});
afterAll(async () => {
  await api.close();
  await renderer.close();
});

const put = (key: string, json: object) =>
  api.call('PUT', `/v1/templates/${key}`, { key: api.mine.keys.secret, json });
const render = (key: string, json: object) =>
  api.call('POST', `/v1/templates/${key}/render`, { key: api.mine.keys.secret, json });

describe('A message that stands in a journey', () => {
  const journey = (content: object) => ({
    ...{ key: 'own', name: 'Own', trigger: { event: 'Own Wanted' }, start: 'mail' },
    steps: { mail: { kind: 'email', content, topic: 'news', next: null } },
  });
  const call = (method: string, url: string, json: unknown) =>
    api.call(method, url, { key: api.mine.keys.secret, json });
  const content = { subject: 'Only here, {{ profile.first_name }}', html: '<p>{{ event.total }}</p>' };
  beforeAll(() => call('PUT', '/v1/topics/news', { name: 'News' }));

  it('is compiled when it is checked and saved: what is wrong is told with line and column', async () => {
    const wrong = journey({ ...content, html: '<p>\n{{ profile.name | shell }}' });
    const problem: unknown = expect.objectContaining({
      rule: 'template-error',
      severity: 'error',
      step: 'mail',
      path: '/steps/mail/content/html',
      sentence: 'Line 2, column 1: Liquid: undefined filter: shell.',
    });
    const problems: unknown = expect.arrayContaining([problem]);
    const checked = await call('POST', '/v1/journeys/check', wrong);
    expect(checked.json).toMatchObject({ problems });
    expect((await call('PUT', '/v1/journeys/own', wrong)).json).toMatchObject({ problems });
    expect((await call('POST', '/v1/journeys/own/publish', {})).json).toMatchObject({
      code: 'journey-has-problems',
      problems,
    });
  });

  it('and what it reads, as of the templates that it names: names at which there is never anything', async () => {
    const wrong = journey({ ...content, html: '{{ run.code }}' });
    const mail = { kind: 'email', template: 'cart', topic: 'news', next: null };
    const both = { ...wrong, steps: { ...wrong.steps, other: mail }, start: 'other' };
    const { json } = await call('POST', '/v1/journeys/check', both);
    const { problems = [] } = (json ?? {}) as { problems?: readonly { rule: string; sentence: string }[] };
    expect(problems.filter(({ rule }) => rule === 'template-error').map(({ sentence }) => sentence)).toEqual([
      "Line 1, column 4: No step sets the variable 'code', so there is nothing at 'run.code'.",
      "Template 'cart', html, line 1, column 7: No step sets the variable 'code', so there is nothing at 'run.code'.",
    ]);
  });

  it('is rendered in a simulation, published or not, and is no template of the workspace', async () => {
    const wish = {
      profile: { email: 'ana@example.com', first_name: 'Ana' },
      consent: { news: { email: 'granted' } },
      event: { name: 'Own Wanted', properties: { total: 7 } },
    };
    const simulated = (json: object) => call('POST', '/v1/journeys/own/simulate', { ...wish, ...json });
    const message = { subject: 'Only here, Ana', html: expect.stringContaining('<p>7</p>') as string };
    const shown = { enrollments: [{ sends: [{ template: null, outcome: 'accepted', message }] }] };
    expect((await simulated({ journey: journey(content) })).json).toMatchObject(shown);
    await call('PUT', '/v1/journeys/own', journey(content));
    expect((await call('POST', '/v1/journeys/own/publish', {})).json).toMatchObject({ version: 1 });
    expect((await simulated({ version: 1 })).json).toMatchObject(shown);
    const { json } = await api.call('GET', '/v1/templates', { key: api.mine.keys.secret });
    expect(json).toMatchObject({ items: [{ key: 'cart' }], next: null });
  });
});

describe('A template', () => {
  it('is rendered for a real person', async () => {
    const { status, json } = await render('cart', {
      userId: 'ana',
      event: { name: 'Cart Updated', properties: { total: 129.9 } },
      run: { code: 'X-1' },
      steps: { mail: { outcome: 'accepted' } },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      from: { name: 'mine', email: 'hello@mine.example' },
      subject: 'Ana, 129.9',
      preheader: 'For vip of mine',
      html: expect.stringContaining('X-1 accepted'),
      text: expect.stringContaining('X-1 accepted'),
    });
  });

  it('is rendered for an imagined one', async () => {
    expect((await render('cart', { profile: { first_name: 'Bia' } })).json).toMatchObject({
      subject: 'Bia,',
    });
  });

  it('is rendered for nobody in particular', async () => {
    expect((await render('cart', {})).json).toMatchObject({ subject: 'Hello,' });
  });

  it('is rendered with a way out, unless it is no marketing', async () => {
    const marketing = await render('cart', {});
    const receipt = await render('cart', { class: 'transactional' });
    expect(marketing.text.length).toBeGreaterThan(receipt.text.length);
  });

  it('that fails for this person says why', async () => {
    await put('endless', {
      subject: 'x',
      html: '{% for i in (1..profile.n) %}{% for j in (1..profile.n) %}x{% endfor %}{% endfor %}',
    });
    expect((await render('endless', { profile: { n: 3 } })).status).toBe(200);
    const { status, json } = await render('endless', { profile: { n: 100_000 } });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: expect.stringMatching(/^template-(timeout|too-big)$/),
      detail: expect.stringContaining('html'),
      hint: expect.any(String),
    });
  });

  it.each<[string, string, object, number, string]>([
    ['that is not there', 'nothing', {}, 404, 'template-not-found'],
    ['for somebody who is not there', 'cart', { userId: 'nobody' }, 404, 'profile-not-found'],
    ['for two', 'cart', { userId: 'ana', profile: {} }, 400, 'invalid-request'],
    ['for a list', 'cart', { profile: [] }, 400, 'invalid-request'],
    ['with a field that is none', 'cart', { colour: 'red' }, 400, 'invalid-request'],
    ['of a key that is none', 'A%20B', {}, 400, 'invalid-key'],
  ])('%s is not rendered', async (_, key, body, status, code) => {
    expect((await render(key, body)).json).toMatchObject({ status, code, hint: expect.any(String) });
  });
});
