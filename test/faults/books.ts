import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../apps/standalone/src/setup';
import type { Battlefield } from './battlefield';
import type { Crowd } from './crowd';
import { isClean, judge, type BookedEnrollment, type BookedSend, type Books, type Verdict } from './verdict';

/** Of how many people everything is told. */
const MOST_TOLD = 5;

/**
 * Reads the books until nothing is wrong any more, or for so long that something is; then once more after a while, since
 * nothing may come of it later either: sweepers look again and again.
 */
export async function settledVerdict(
  field: Battlefield,
  crowd: Crowd,
  { settlesWithin, quiet, every }: Readonly<Record<'settlesWithin' | 'quiet' | 'every', number>>,
  log: Log,
): Promise<Verdict> {
  const deadline = Date.now() + settlesWithin;
  for (let told = ''; ; await pause(every)) {
    const verdict = judge(await readBooks(field, crowd));
    if (isClean(verdict)) break;
    // What came twice does not come right.
    if (Date.now() > deadline || verdict.twice.length > 0) return verdict;
    const counts = Object.entries(verdict).map(
      ([name, all]: [string, readonly string[]]) => `${all.length} ${name}`,
    );
    if (counts.join() !== told) log(`not yet: ${counts.join(', ')}`);
    told = counts.join();
  }
  await pause(quiet);
  return judge(await readBooks(field, crowd));
}

async function readBooks({ client, sendgrid }: Battlefield, { people }: Crowd): Promise<Books> {
  const events = await client.list<{ messageId: string; source: string }>('/v1/events');
  return {
    people,
    stored: events.flatMap(({ messageId, source }) => (source === 'client' ? [messageId] : [])),
    enrollments: await client.list<BookedEnrollment>('/v1/enrollments'),
    sends: await client.list<BookedSend>('/v1/sends'),
    mails: sendgrid.taken.map(({ mail }) => ({
      sendId: String(mail.custom_args?.['send_id']),
      to: String(mail.personalizations?.[0]?.to?.[0]?.email),
    })),
    at: Date.now(),
  };
}

/** Tells everything of some of those with whom something is wrong. */
export async function tellOf({ client }: Battlefield, verdict: Verdict, log: Log): Promise<void> {
  const sentences: readonly string[] = Object.values(verdict).flat();
  const people = new Set(sentences.flatMap((one) => /person-\d+/.exec(one) ?? []));
  for (const userId of [...people].slice(0, MOST_TOLD)) {
    const { items } = await client.get<{ items: readonly { id: string }[] }>(
      `/v1/enrollments?userId=${userId}`,
    );
    for (const { id } of items)
      log(`${userId}: ${JSON.stringify(await client.get(`/v1/enrollments/${id}`))}`);
  }
}
