import { inFull } from '../../../test/setup/in-full';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describedApi } from './testing/described-api';
import { exchange, type RawAnswer } from './testing/hostile/exchange';
import {
  hostileRequests,
  routesOf,
  type Described,
  type HostileRequest,
} from './testing/hostile/hostile-request';
import { CANARY, openPrey, type Prey } from './testing/hostile/prey';

jest.setTimeout(600_000);

// PROOF=full npx jest hostile-corpus; CORPUS_SEED chooses others than these.
const seed = Number(process.env['CORPUS_SEED'] ?? 20_261_122);
const PER_ROUTE = inFull ? 125 : 4;
/** By when an answer has come to its end (ms); a machine that is busy takes its time. */
const DEADLINE = 10_000;
/** By how much the heap may have grown at the end: a leak of 4 KB a request would be seen in the full corpus. */
const MOST_GROWTH = 32 * 1024 * 1024;

const document = describedApi() as unknown as Described;
const routes = routesOf(document);
const total = routes.length * PER_ROUTE;

let prey: Prey;
let theirs: string;
beforeAll(async () => {
  prey = await openPrey();
  theirs = await prey.readTheirs();
});
afterAll(() => prey.close());

/** What is wrong with an answer; null where nothing is. */
function faultOf({ method, url, isCut }: HostileRequest, answer: RawAnswer | null): string | null {
  if (answer === null) return isCut ? null : 'there is no answer';
  const { status, type, body, all } = answer;
  if (/^HTTP\/1\.1 5\d\d /m.test(all)) return `a fault of ours: ${all}`;
  if (all.includes(CANARY)) return `it tells of another workspace: ${all}`;
  if (method === 'HEAD' || method === 'OPTIONS') return null;
  const problem = type.startsWith('application/problem+json') ? (JSON.parse(body) as Problem) : null;
  if (status >= 400 && !type.startsWith('text/html') && !(problem?.code && problem.hint))
    return `it refuses without a code and a hint: ${all}`;
  if (problem && OF_NO_ROUTE.has(problem.code ?? '')) return null;
  return prey.conformity({ method, url: url.replace(/^http:\/\/other/, ''), status, type, text: body });
}
type Problem = { readonly code?: string; readonly hint?: string };
/** What is refused before it is known which route is meant. */
const OF_NO_ROUTE = new Set(['malformed-request', 'headers-too-large', 'malformed-url', 'no-such-route']);

let sent = 0;
let heapEarly = 0;
async function isTakenWell(request: HostileRequest): Promise<void> {
  const fault = faultOf(request, await exchange(prey.port, request, DEADLINE));
  sent += 1;
  if (sent === Math.ceil(total / 10)) heapEarly = heapNow();
  if (fault) throw new Error(fault.slice(0, 1_500));
}

/** What is held once all has been let go that can be (bytes). */
function heapNow(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe(`${total} hostile requests: none is a fault of ours, none hangs, none tells of another workspace; each refusal says why`, () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_, route) => {
      const before = prey.logged.length;
      const requests = hostileRequests(route, document, prey.known);
      await fc.assert(fc.asyncProperty(requests, isTakenWell), { seed, numRuns: PER_ROUTE });
      expect(prey.logged.slice(before)).toEqual([]);
    },
  );
});

describe('After all of them', () => {
  it(`the heap is not more than ${MOST_GROWTH / 1024 ** 2} MB larger than after a tenth of them`, () => {
    expect(sent).toBeGreaterThanOrEqual(total);
    expect(heapNow() - heapEarly).toBeLessThan(MOST_GROWTH);
  });

  it('the other workspace is as it was', async () => expect(await prey.readTheirs()).toBe(theirs));
});
