import { BEGIN, ENDPOINT, started, stories, type Story } from '../fixtures/rehearsal';
import { publish } from './journeys';
import { liveThrough, type Lived } from './live-through';
import { contentOf, inOrder, inShort, instantsOf, wordsOf, type Passage, type Refusal } from './passage';
import { openEndpoint, type Endpoint } from '#delivery/testing';
import { openStack, type Stack } from './stack';

jest.setTimeout(240_000);

/** Stories lived through side by side. */
const AT_ONCE = 12;

/**
 * How late a timer may be (ms). Between two skips, the clock of a workflow goes on by as much as ours does: so a real
 * instant is never earlier than the simulated one, and later by no more than the whole story took, and this.
 */
const LATENESS = 1_000;

interface Simulated {
  readonly until: string;
  readonly enrollments: readonly Passage[];
  readonly refusals: readonly Refusal[];
  readonly stopped: object | null;
}

describe('What a simulation tells, happens', () => {
  let stack: Stack;
  let endpoint: Endpoint;
  const told = new Map<string, Simulated>();
  const lived = new Map<string, Lived>();

  beforeAll(async () => {
    endpoint = await openEndpoint((response, { path }) => {
      const [, status = '', score = ''] = path.split('/');
      response.writeHead(Number(status)).end(JSON.stringify({ score: Number(score) }));
    });
    stack = await openStack({
      namespace: 'rehearsal',
      worker: { env: { JORNADA_EGRESS_ALLOW: '127.0.0.1' } },
    });
    await stack.ask('PUT', '/v1/topics/quiet', { name: 'Quiet', default: 'out' });
    await stack.ask('PUT', '/v1/templates/failing', {
      subject: '{{ profile.nothing }}',
      html: '<p>Hello</p>',
    });
    await stack.ask('PUT', '/v1/audiences/visitors', { name: 'Visitors' });
    await stack.ask('PUT', '/v1/audiences/agreed', { name: 'Agreed', topic: 'quiet' });
    const here = (journey: object): object =>
      JSON.parse(JSON.stringify(journey).replaceAll(ENDPOINT, `http://127.0.0.1:${endpoint.port}`)) as object;
    await publish(stack, started, ...stories.map(({ journey }) => here(journey)));
    const left = [...stories];
    const live = async (): Promise<void> => {
      for (let story = left.shift(); story; story = left.shift()) {
        const { key } = story;
        const foresee = async (profileId: string): Promise<number> => {
          const simulated = await simulate(story, profileId);
          told.set(key, simulated);
          return Date.parse(simulated.until);
        };
        lived.set(key, await liveThrough(stack, story, foresee));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, live));
  });
  afterAll(() => Promise.all([stack.close(), endpoint.close()]));

  async function simulate({ key, script }: Story, seed: string): Promise<Simulated> {
    const body = { ...script, seed, now: new Date(BEGIN).toISOString(), version: 1 };
    const { status, body: answer } = await stack.ask('POST', `/v1/journeys/${key}/simulate`, body);
    if (status !== 200) throw new Error(`${key}: ${status} ${JSON.stringify(answer)}`);
    return answer as Simulated;
  }

  test('there are enough stories, each of its own', () => {
    expect(new Set(stories.map(({ key }) => key)).size).toBe(stories.length);
    expect(stories.length).toBeGreaterThanOrEqual(30);
  });

  test.each(stories.map((story) => [story.name, story] as const))('%s', (_, { key, comes }) => {
    const [simulated, real] = [told.get(key), lived.get(key)];
    if (!simulated || !real) throw new Error('the story was not lived through');
    const passages = inOrder(real.passages);
    const refused = simulated.refusals.map(({ reason }) => `refused ${reason}`);
    expect([...simulated.enrollments.map(inShort), ...refused]).toEqual(comes);
    expect(simulated.stopped).toBeNull();
    expect(passages.map(wordsOf)).toEqual(simulated.enrollments.map(wordsOf));
    expect(real.refusal?.reason).toBe(simulated.refusals.at(-1)?.reason);
    expect(real.refusal?.because).toBe(simulated.refusals.at(-1)?.because);
    expect(mailsOf(passages, real)).toEqual(simulated.enrollments.flatMap(messagesOf));
    const apart = differences(simulated.enrollments.flatMap(instantsOf), passages.flatMap(instantsOf));
    expect(apart.filter((ms) => ms < 0 || ms > real.took + LATENESS)).toEqual([]);
  });
});

/** By how much later each real instant is than the simulated one (ms). */
function differences(simulated: readonly number[], real: readonly number[]): readonly number[] {
  return real.map((at, index) => at - (simulated[index] ?? Number.NaN));
}

function mailsOf(passages: readonly Passage[], { mails }: Lived): readonly object[] {
  return passages
    .flatMap(({ sends }) => sends.map(({ id }) => mails.get(id)))
    .flatMap((mail) => (mail ? [contentOf(mail)] : []));
}

function messagesOf({ sends }: Passage): readonly object[] {
  return sends.flatMap(({ message }) => (message ? [contentOf(message)] : []));
}
