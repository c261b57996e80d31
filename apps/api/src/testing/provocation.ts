import { openDatabase } from '#database';
import { openSigner } from '../../../../test/fakes/sendgrid/webhook-events';
import { destinationsOfStage } from './destinations-of-stage';
import { openTestApi, type Answered, type Call, type TestApi } from './open-test-api';
import { journey, seed, template } from './seed';

/** Where refusals are provoked: an API with things in each state that one asks for. */
export interface Stage {
  readonly api: TestApi;
  /** The same, where everything that touches the database fails. */
  readonly broken: TestApi;
  /** The same, where the database is away. */
  readonly away: TestApi;
  readonly signer: ReturnType<typeof openSigner>;
  /** Enrollments, by how they stand. */
  readonly parked: string;
  readonly resting: string;
  readonly completed: string;
  /** Publishes, by how they stand. */
  readonly undoable: string;
  readonly overtaken: string;
  readonly firstPublish: string;
}

/** What makes a route refuse; the method is the route's. */
export type Provocation = (stage: Stage, method: string) => Promise<Answered>;

/** Somewhere else. */
export const ABROAD = '203.0.113.9';

/** Calls the route, with the secret key. */
export const ask =
  (url: string | ((stage: Stage) => string), call: Call = {}): Provocation =>
  (stage, method) => {
    const key = stage.api.mine.keys.secret;
    return stage.api.call(method, typeof url === 'string' ? url : url(stage), { key, ...call });
  };

/** Posts a batch as SendGrid does. */
export const postBatch =
  (
    body: string,
    {
      url = '/v1/webhooks/sendgrid/mine',
      at = Date.now(),
      from = null,
    }: { url?: string; at?: number; from?: Stage['signer'] | null } = {},
  ): Provocation =>
  ({ api, signer }, method) => {
    const signed = (from ?? signer).sign(body, at);
    return api.call(method, url, { raw: signed.body, headers: signed.headers, from: ABROAD });
  };

/** The journeys beside `welcome`, which runs. Nobody is in them but where said. */
export const journeys = {
  /** Was never published. */
  drafted: { ...journey, key: 'drafted' },
  /** Its draft names a template that there is not. */
  faulty: { ...journey, key: 'faulty', steps: { pause: { kind: 'email', template: 'none', next: null } } },
  /** Its draft is no journey of this release. */
  outdated: { ...journey, key: 'outdated' },
  /** Runs; to be held and let go. */
  held: { ...journey, key: 'held', trigger: { event: 'Held' } },
  /** Runs; to be stopped. */
  over: { ...journey, key: 'over', trigger: { event: 'Over' } },
  /** Was stopped, with ana in it. */
  leaving: { ...journey, key: 'leaving', trigger: { event: 'Left' } },
  /** Runs, and ben is being moved in it. */
  moving: { ...journey, key: 'moving', trigger: { event: 'Moved' } },
  /** Its version names a template that there is no more. */
  spoilt: { ...journey, key: 'spoilt', trigger: { event: 'Of Nobody Here' } },
  /** Its version is no journey of this release. */
  aged: { ...journey, key: 'aged', trigger: { event: 'Of Nobody Here' } },
  /** Was published once. */
  single: { ...journey, key: 'single', trigger: { event: 'Of Nobody Here' } },
  /** Was published thrice. */
  renewed: { ...journey, key: 'renewed', trigger: { event: 'Of Nobody Here' } },
} as const;

/** Opens the stage. */
export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  const signer = openSigner();
  const sendgridWebhookKey = signer.publicKey;
  const faulty = { get: (): never => raise() };
  const unreachable = openDatabase({ url: 'postgresql://nobody:nothing@127.0.0.1:1/none' });
  const edge = { publicUrl: 'http://localhost:3000', trustedProxies: [], browserEventsPerSecond: 1 };
  const api = await openTestApi({ sendgridWebhookKey, edge });
  const broken = await openTestApi({ sendgridWebhookKey, database: new Proxy({}, faulty) as never });
  const away = await openTestApi({ sendgridWebhookKey, database: unreachable });
  const enrollments = await fill(api);
  return {
    ...{ api, broken, away, signer, ...enrollments },
    async close() {
      await Promise.all([api.close(), broken.close(), away.close(), unreachable.close()]);
    },
  };
}

function raise(): never {
  throw new Error('a fault of the spec');
}

type Filled = Omit<Stage, 'api' | 'broken' | 'away' | 'signer'>;

async function fill(api: TestApi): Promise<Filled> {
  const { id: workspaceId, keys } = api.mine;
  const { prisma } = api.database;
  const origins = ['https://shop.example'];
  await prisma.apiKey.updateMany({ where: { workspaceId, kind: 'browser' }, data: { origins } });
  const put = (url: string, json: object) => api.call('PUT', url, { key: keys.secret, json });
  const post = (url: string, json?: object) =>
    api.call('POST', url, { key: keys.secret, ...(json ? { json } : {}) });
  const { enrollmentId: parked } = await seed(api, api.mine);
  for (const word of ['FAILING', 'SLOW', 'HUGE'])
    await put(`/v1/templates/${word.toLowerCase()}`, { ...template, html: `<p>${word}</p>` });
  await put('/v1/blocks/footer', { html: '<p>Bye</p>' });
  await put('/v1/templates/footed', { ...template, html: "{% include 'footer' %}" });
  for (const document of Object.values(journeys)) await put(`/v1/journeys/${document.key}`, document);
  const publish = async (key: string, json?: object): Promise<string> =>
    String((await post(`/v1/journeys/${key}/publish`, json)).json?.['publishId']);
  for (const key of ['held', 'over', 'leaving', 'moving', 'spoilt', 'aged']) await publish(key);
  await publish('renewed');
  const overtaken = await publish('renewed');
  const undoable = await publish('renewed');
  const documents = [
    ['spoilt', { ...journeys.faulty, key: 'spoilt' }],
    ['aged', {}],
  ] as const;
  for (const [key, document] of documents) {
    const { id: journeyId } = await prisma.journey.findFirstOrThrow({ where: { workspaceId, key } });
    await prisma.journeyVersion.updateMany({ where: { journeyId }, data: { document } });
  }
  await prisma.journey.updateMany({ where: { workspaceId, key: 'outdated' }, data: { draft: {} } });
  const enter = async (userId: string, event: string): Promise<string> => {
    await post('/v1/track', { userId, event });
    return (await prisma.enrollment.findFirstOrThrow({ orderBy: { enteredAt: 'desc' } })).id;
  };
  for (const [key, destination] of Object.entries(destinationsOfStage))
    await put(`/v1/audiences/welcome/destinations/${key}`, destination);
  // An ended one is held here as it is: no worker runs that would let it go.
  await prisma.audienceDestination.updateMany({ where: { key: 'leaving' }, data: { state: 'forgotten' } });
  await enter('ana', 'Left');
  await post('/v1/journeys/leaving/stop');
  await enter('ben', 'Moved');
  await publish('moving', { people: { pause: 'exit' } });
  const completed = await enter('cleo', 'Signed Up');
  await prisma.enrollment.update({ where: { id: completed }, data: { state: 'completed' } });
  const publishes = { firstPublish: await publish('single'), overtaken, undoable };
  return { parked, resting: await enter('ben', 'Signed Up'), completed, ...publishes };
}
