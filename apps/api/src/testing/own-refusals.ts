import { openSigner } from '../../../../test/fakes/sendgrid/webhook-events';
import { destinationRefusals } from './destination-refusals';
import { ADMIN_KEY, openTestApi } from './open-test-api';
import { ask, journeys, postBatch, type Provocation, type Stage } from './provocation';
import { journey, template, topic } from './seed';

/** What provokes each refusal of a route, by code. */
type Refusals = { readonly [code: string]: Provocation };

const SOME_ID = '00000000-0000-4000-8000-000000000000';
const HOUR = 3_600_000;
const event = { name: 'Signed Up' };
const newWorkspace = {
  key: ADMIN_KEY,
  json: { key: 'mine', from: { name: 'Mine', email: 'hello@mine.example' } },
};

/** Of a route with a key in its address: what cannot be one, and the key of nothing. */
const keyed = (before: string, missing: string, after = '', json?: object): Refusals => ({
  'invalid-key': ask(`${before}/No Key${after}`.replace(' ', '%20'), json ? { json } : {}),
  [missing]: ask(`${before}/none${after}`, json ? { json } : {}),
});
const inJourney = (after = '', json?: object): Refusals =>
  keyed('/v1/journeys', 'journey-not-found', after, json);
const wrongKey = (url: string): Refusals => ({ 'invalid-key': ask(url, { json: {} }) });

/** Of a route with a person in its address. */
const ofPerson = (after = '', json?: object): Refusals => ({
  'invalid-user-id': ask(`/v1/profiles/a%00b${after}`, json ? { json } : {}),
  'profile-not-found': ask(`/v1/profiles/id:${SOME_ID}${after}`, json ? { json } : {}),
});

const wrongIdempotencyKey = (url: string): Refusals => ({
  'invalid-idempotency-key': ask(url, { json: {}, headers: { 'idempotency-key': 'a b' } }),
});

const withoutAdminKey =
  (url: string): Provocation =>
  async (_, method) => {
    const api = await openTestApi({ adminKey: null });
    const answer = await api.call(method, url, { key: ADMIN_KEY, ...(method === 'GET' ? {} : { json: {} }) });
    await api.close();
    return answer;
  };

/** Of a route whose answers are kept by `Idempotency-Key`: a call that succeeds. */
const repeatable = (url: (stage: Stage) => string, json?: object): Refusals => ({
  'invalid-idempotency-key': ask(url, { headers: { 'idempotency-key': 'a b' } }),
  'call-under-way': async (stage, method) => {
    const key = `under-way ${method} ${url(stage)}`.replaceAll(' ', '-').slice(0, 90);
    const call = ask(url, { ...(json ? { json } : {}), headers: { 'idempotency-key': key } });
    const first = await call(stage, method);
    if (first.status !== 200) throw new Error(`the first call was to succeed: ${first.text}`);
    await stage.api.database.prisma.answeredCall.updateMany({ where: { key }, data: { status: null } });
    return call(stage, method);
  },
  'idempotency-key-reused': async (stage, method) => {
    const headers = { 'idempotency-key': `used-${url(stage)}`.slice(0, 90) };
    await ask('/v1/suppressions', { json: { address: 'other@example.com' }, headers })(stage, 'POST');
    return ask(url, { ...(json ? { json } : {}), headers })(stage, method);
  },
});

const tooManySettings: Provocation = ({ api }, method) => {
  const headers = { origin: 'https://shop.example' };
  const settings = () => api.call(method, `/v1/projects/${api.mine.keys.browser}/settings`, { headers });
  return Array.from({ length: 60 }).reduce<ReturnType<typeof settings>>(
    (before) => before.then((answer) => (answer.status === 429 ? answer : settings())),
    settings(),
  );
};

const SEGMENT = ['track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'];
const manyEvents = (url: string, list: string, most: number): Refusals => ({
  ...wrongIdempotencyKey(url),
  'invalid-batch': ask(url, { json: { [list]: {} } }),
  'batch-too-long': ask(url, { json: { [list]: Array.from({ length: most + 1 }, () => ({})) } }),
});

/** Every refusal that a route has of its own, and what provokes it. */
export const ownRefusals: { readonly [route: string]: Refusals } = {
  ...Object.fromEntries(
    SEGMENT.map((name) => [`POST /v1/${name}`, wrongIdempotencyKey(`/v1/${name}`)] as const),
  ),
  ...Object.fromEntries(
    ['batch', 'b', 'import'].map(
      (name) => [`POST /v1/${name}`, manyEvents(`/v1/${name}`, 'batch', 2_500)] as const,
    ),
  ),
  'POST /v1/events': manyEvents('/v1/events', 'events', 500),

  'GET /v1/projects/{writeKey}/settings': {
    'key-unknown': ask('/v1/projects/nobody/settings'),
    'browser-key-needed': ask(({ api }) => `/v1/projects/${api.mine.keys.write}/settings`),
    'origin-not-allowed': ask(({ api }) => `/v1/projects/${api.mine.keys.browser}/settings`),
    'too-many-events': tooManySettings,
  },

  'GET /v1/journeys/{key}': inJourney(),
  'PUT /v1/journeys/{key}': {
    ...wrongKey('/v1/journeys/A'),
    'not-a-journey': ask('/v1/journeys/welcome', { json: {} }),
    'key-differs': ask('/v1/journeys/welcome', { json: journeys.drafted }),
  },
  'DELETE /v1/journeys/{key}': { ...inJourney(), 'journey-has-people': ask('/v1/journeys/welcome') },
  'POST /v1/journeys/{key}/publish': {
    ...inJourney('/publish'),
    ...repeatable(() => '/v1/journeys/welcome/publish'),
    'journey-stopping': ask('/v1/journeys/leaving/publish'),
    'publish-under-way': ask('/v1/journeys/moving/publish', { json: { people: { pause: 'exit' } } }),
    'journey-has-problems': ask('/v1/journeys/faulty/publish'),
    'people-have-problems': ask('/v1/journeys/welcome/publish', { json: { people: { none: 'exit' } } }),
    'not-a-journey': ask('/v1/journeys/outdated/publish'),
  },
  'POST /v1/journeys/{key}/rollback': {
    ...inJourney('/rollback', { to: 1 }),
    ...repeatable(() => '/v1/journeys/welcome/rollback', { to: 1 }),
    'version-not-found': ask('/v1/journeys/welcome/rollback', { json: { to: 999 } }),
    'journey-stopping': ask('/v1/journeys/leaving/rollback', { json: { to: 1 } }),
    'publish-under-way': ask('/v1/journeys/moving/rollback', { json: { to: 1, people: { pause: 'exit' } } }),
    'journey-has-problems': ask('/v1/journeys/spoilt/rollback', { json: { to: 1 } }),
    'people-have-problems': ask('/v1/journeys/welcome/rollback', {
      json: { to: 1, people: { pause: { move: 'none' } } },
    }),
    'not-a-journey': ask('/v1/journeys/aged/rollback', { json: { to: 1 } }),
  },
  'GET /v1/publishes/{id}': { 'publish-not-found': ask(`/v1/publishes/${SOME_ID}`) },
  'POST /v1/publishes/{id}/undo': {
    ...repeatable(({ undoable }) => `/v1/publishes/${undoable}/undo`),
    'publish-not-found': ask(`/v1/publishes/${SOME_ID}/undo`),
    'published-since': ask(({ overtaken }) => `/v1/publishes/${overtaken}/undo`),
    'nothing-before': ask(({ firstPublish }) => `/v1/publishes/${firstPublish}/undo`),
  },
  'POST /v1/journeys/{key}/pause': {
    ...inJourney('/pause'),
    ...repeatable(() => '/v1/journeys/held/pause'),
    'journey-not-running': ask('/v1/journeys/drafted/pause'),
  },
  'POST /v1/journeys/{key}/resume': {
    ...inJourney('/resume'),
    ...repeatable(() => '/v1/journeys/held/resume'),
    'journey-not-paused': ask('/v1/journeys/drafted/resume'),
  },
  'POST /v1/journeys/{key}/stop': {
    ...inJourney('/stop'),
    ...repeatable(() => '/v1/journeys/over/stop'),
    'journey-not-running': ask('/v1/journeys/drafted/stop'),
  },
  'GET /v1/journeys/{key}/versions/{number}': {
    ...inJourney('/versions/1'),
    'version-not-found': ask('/v1/journeys/drafted/versions/1'),
  },
  'GET /v1/journeys/{key}/versions': inJourney('/versions'),
  'GET /v1/journeys/{key}/refusals': inJourney('/refusals'),
  'GET /v1/journeys/{key}/report': inJourney('/report'),
  'POST /v1/journeys/{key}/simulate': {
    ...inJourney('/simulate', { event }),
    'version-not-found': ask('/v1/journeys/drafted/simulate', { json: { event, version: 1 } }),
    'not-a-journey': ask('/v1/journeys/outdated/simulate', { json: { event } }),
    'key-differs': ask('/v1/journeys/other/simulate', { json: { event, journey } }),
    'cannot-simulate': ask('/v1/journeys/welcome/simulate', { json: {} }),
  },
  'POST /v1/journeys/{key}/trigger': {
    ...inJourney('/trigger', { userId: 'ana' }),
    'invalid-idempotency-key': ask('/v1/journeys/welcome/trigger', {
      ...{ json: { userId: 'ana' }, headers: { 'idempotency-key': 'a b' } },
    }),
    'journey-not-running': ask('/v1/journeys/drafted/trigger', { json: { userId: 'ana' } }),
    'journey-not-triggered-by-api': ask('/v1/journeys/welcome/trigger', { json: { userId: 'ana' } }),
  },

  'GET /v1/templates/{key}': keyed('/v1/templates', 'template-not-found'),
  'PUT /v1/templates/{key}': {
    'invalid-key': ask('/v1/templates/A', { json: template }),
    'template-has-problems': ask('/v1/templates/hello', { json: { ...template, html: 'BROKEN' } }),
    'key-differs': ask('/v1/templates/hello', { json: { ...template, key: 'other' } }),
  },
  'DELETE /v1/templates/{key}': keyed('/v1/templates', 'template-not-found'),
  'POST /v1/templates/{key}/render': {
    ...keyed('/v1/templates', 'template-not-found', '/render', {}),
    'profile-not-found': ask('/v1/templates/hello/render', { json: { userId: 'nobody' } }),
    'template-error': ask('/v1/templates/failing/render', { json: {} }),
    'template-timeout': ask('/v1/templates/slow/render', { json: {} }),
    'template-too-big': ask('/v1/templates/huge/render', { json: {} }),
  },

  'GET /v1/blocks/{key}': keyed('/v1/blocks', 'block-not-found'),
  'PUT /v1/blocks/{key}': {
    'invalid-key': ask('/v1/blocks/A', { json: { html: 'x' } }),
    'block-has-problems': ask('/v1/blocks/footer', { json: { html: 'BROKEN' } }),
    'key-differs': ask('/v1/blocks/footer', { json: { html: 'x', key: 'other' } }),
  },
  'DELETE /v1/blocks/{key}': {
    ...keyed('/v1/blocks', 'block-not-found'),
    'block-in-use': ask('/v1/blocks/footer'),
  },

  'GET /v1/topics/{key}': keyed('/v1/topics', 'topic-not-found'),
  'PUT /v1/topics/{key}': {
    'invalid-key': ask('/v1/topics/A', { json: topic }),
    'key-differs': ask('/v1/topics/news', { json: { ...topic, key: 'other' } }),
  },

  'GET /v1/audiences/{key}': keyed('/v1/audiences', 'audience-not-found'),
  'GET /v1/audiences/{key}/members': keyed('/v1/audiences', 'audience-not-found', '/members'),
  'PUT /v1/audiences/{key}': {
    'invalid-key': ask('/v1/audiences/A', { json: topic }),
    'key-differs': ask('/v1/audiences/news', { json: { ...topic, key: 'other' } }),
    'unknown-topic': ask('/v1/audiences/news', { json: { ...topic, topic: 'none' } }),
  },

  ...destinationRefusals(keyed, repeatable),

  'GET /v1/profiles/{userId}': ofPerson(),
  'PATCH /v1/profiles/{userId}': {
    ...ofPerson('', { attributes: {} }),
    'invalid-attribute': ask('/v1/profiles/ana', { json: { attributes: { email: 'none' } } }),
    'unknown-topic': ask('/v1/profiles/ana', { json: { consent: { none: { email: 'granted' } } } }),
  },
  'DELETE /v1/profiles/{userId}': { 'invalid-user-id': ask('/v1/profiles/a%00b') },
  'POST /v1/profiles/merge': {
    ...repeatable(() => '/v1/profiles/merge', { from: 'ana', into: 'ana' }),
    'profile-not-found': ask('/v1/profiles/merge', { json: { from: 'ana', into: 'nobody' } }),
  },
  'GET /v1/profiles/{userId}/timeline': ofPerson('/timeline'),
  'GET /v1/profiles/{userId}/consent-log': ofPerson('/consent-log'),
  'GET /v1/profiles/{userId}/export': ofPerson('/export'),

  'GET /v1/enrollments/{id}': { 'enrollment-not-found': ask(`/v1/enrollments/${SOME_ID}`) },
  'POST /v1/enrollments/{id}/retry': {
    ...repeatable(({ parked }) => `/v1/enrollments/${parked}/retry`),
    'enrollment-not-found': ask(`/v1/enrollments/${SOME_ID}/retry`),
    'enrollment-not-parked': ask(({ completed }) => `/v1/enrollments/${completed}/retry`),
  },
  'POST /v1/enrollments/{id}/exit': {
    ...repeatable(({ resting }) => `/v1/enrollments/${resting}/exit`, {}),
    'enrollment-not-found': ask(`/v1/enrollments/${SOME_ID}/exit`, { json: {} }),
    'enrollment-ended': ask(({ completed }) => `/v1/enrollments/${completed}/exit`, { json: {} }),
  },

  'GET /v1/sends/{id}': { 'send-not-found': ask(`/v1/sends/${SOME_ID}`) },
  'GET /v1/mail-accounts/{key}': keyed('/v1/mail-accounts', 'mail-account-not-found'),
  'DELETE /v1/mail-accounts/{key}': keyed('/v1/mail-accounts', 'mail-account-not-found'),
  'PUT /v1/mail-accounts/{key}': {
    ...wrongKey('/v1/mail-accounts/No%20Key'),
    'api-key-missing': ask('/v1/mail-accounts/new', { json: {} }),
    'sender-taken': async (stage, method) => {
      const json = { apiKey: 'SG.x', senders: ['news.example'] };
      await ask('/v1/mail-accounts/news', { json })(stage, method);
      return ask('/v1/mail-accounts/shop', { json })(stage, method);
    },
  },
  'DELETE /v1/pauses/{id}': { 'pause-not-found': ask(`/v1/pauses/${SOME_ID}`) },

  'POST /v1/suppressions': repeatable(() => '/v1/suppressions', { address: 'ana@example.com' }),
  'DELETE /v1/suppressions/{address}': {
    'suppression-not-found': ask('/v1/suppressions/nobody@example.com'),
  },
  'DELETE /v1/keys/{id}': {
    'key-not-found': ask(`/v1/keys/${SOME_ID}`),
    'last-secret-key': async ({ api }, method) => {
      const { id } = await api.database.prisma.apiKey.findFirstOrThrow({
        where: { workspaceId: api.mine.id, kind: 'secret' },
      });
      return api.call(method, `/v1/keys/${id}`, { key: api.mine.keys.secret });
    },
  },
  'POST /v1/workspaces': {
    'admin-key-not-set': withoutAdminKey('/v1/workspaces'),
    'workspace-exists': ask('/v1/workspaces', newWorkspace),
    // Its key is compared, not looked up: only what follows touches the database.
    unexpected: ({ broken }, method) => broken.call(method, '/v1/workspaces', newWorkspace),
    unavailable: ({ away }, method) => away.call(method, '/v1/workspaces', newWorkspace),
  },
  'GET /metrics': { 'admin-key-not-set': withoutAdminKey('/metrics') },
  'GET /v1/mailbox/messages/{id}': { 'message-not-found': ask(`/v1/mailbox/messages/${SOME_ID}`) },
  'GET /mailbox/{id}': { 'message-not-found': ask(`/mailbox/${SOME_ID}`) },
  'GET /docs/{asset}': { 'no-such-route': ask('/docs/none.js') },

  'POST /v1/webhooks/sendgrid/{workspace}': {
    'not-a-batch': postBatch('{}'),
    'signature-missing': ask('/v1/webhooks/sendgrid/mine', { json: [] }),
    'webhook-not-set-up': async ({ signer }, method) => {
      const api = await openTestApi();
      const { body, headers } = signer.sign('[]');
      const answer = await api.call(method, '/v1/webhooks/sendgrid/mine', { raw: body, headers });
      await api.close();
      return answer;
    },
    'signature-wrong': postBatch('[]', { from: openSigner() }),
    'signature-too-old': postBatch('[]', { at: Date.now() - 26 * HOUR }),
    'workspace-not-found': postBatch('[]', { url: '/v1/webhooks/sendgrid/nobody' }),
  },
};
