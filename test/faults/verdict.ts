/** A person of a run, what was done in their name, and what is to become of it. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  /** The messages of theirs that were acknowledged. */
  readonly acknowledged: readonly string[];
  /**
   * `mail`: the journey ends with one message. `left`: they left before it came. `either`: it is not known which was
   * first. `rests`: what they wait for has not come.
   */
  readonly expects: 'mail' | 'left' | 'either' | 'rests';
}

/** Everything that is known at the end of a run: by the books of Jornada, as its API tells them, and by the provider's. */
export interface Books {
  readonly people: readonly Person[];
  /** The ids of the messages that are stored, as often as they are. */
  readonly stored: readonly string[];
  readonly enrollments: readonly BookedEnrollment[];
  readonly sends: readonly BookedSend[];
  /** What the provider accepted. */
  readonly mails: readonly { readonly sendId: string; readonly to: string }[];
  /** When the books were read (epoch ms). */
  readonly at: number;
}

export interface BookedEnrollment {
  readonly id: string;
  readonly userId: string | null;
  readonly state: string;
  readonly rest: { readonly kind: string; readonly at: string | null } | null;
  readonly incident: { readonly code: string } | null;
}

export interface BookedSend {
  readonly id: string;
  readonly userId: string | null;
  readonly state: string;
}

/** What is wrong, a sentence each. */
export interface Verdict {
  /** Acknowledged, and without effect. */
  readonly lost: readonly string[];
  /** Stored, entered or accepted more than once, or by somebody who had left. */
  readonly twice: readonly string[];
  /** Neither ended as it should nor at rest where it should. */
  readonly astray: readonly string[];
  /** A send in a state that has no name, or that is on the way to another. */
  readonly unsettled: readonly string[];
  /** At rest until an instant that is over. */
  readonly overdue: readonly string[];
}

/** How long after its instant a rest may last: a sweeper comes by after ten seconds (ms). */
const GRACE = 15_000;

/** States in which nothing more comes of a send by itself; of an accepted one a report must come. */
const SETTLED = new Set(['DELIVERED', 'BOUNCED', 'DROPPED', 'FAILED', 'REFUSED', 'GIVEN_UP']);

/** Judges the books of a run. */
export function judge({ people, stored, enrollments, sends, mails, at }: Books): Verdict {
  const verdict = { lost: [], twice: [], astray: [], unsettled: [], overdue: [] } as {
    [name in keyof Verdict]: string[];
  };
  const storedCount = countBy(stored, (id) => id);
  const enrolled = groupBy(enrollments, ({ userId }) => userId ?? '');
  const sent = groupBy(sends, ({ userId }) => userId ?? '');
  const mailed = countBy(mails, ({ to }) => to);

  for (const { userId, email, acknowledged, expects } of people) {
    for (const id of acknowledged) {
      const count = storedCount.get(id) ?? 0;
      if (count === 0) verdict.lost.push(`the acknowledged message ${id} of ${userId} is not stored`);
      if (count > 1) verdict.twice.push(`the message ${id} of ${userId} is stored ${count} times`);
    }
    const [enrollment, ...more] = enrolled.get(userId) ?? [];
    const count = mailed.get(email) ?? 0;
    if (!enrollment) {
      verdict.lost.push(`${userId} has not entered`);
      continue;
    }
    if (more.length > 0) verdict.twice.push(`${userId} has entered ${more.length + 1} times`);
    if (count > 1) verdict.twice.push(`${userId} has ${count} mails`);
    const states = (sent.get(userId) ?? []).map(({ state }) => state).join();
    const isDue = expects === 'mail' || (expects === 'either' && enrollment.state === 'completed');
    if (isDue && count === 0) verdict.lost.push(`${userId} has no mail; sends: ${states}`);
    if (!isDue && expects !== 'either' && count > 0)
      verdict.twice.push(`${userId} has a mail, though none was due (${expects})`);
    if (!ENDS[expects](enrollment))
      verdict.astray.push(`${userId} (${expects}) is ${JSON.stringify(enrollment)}; sends: ${states}`);
    if (enrollment.rest?.at && enrollment.state === 'active' && Date.parse(enrollment.rest.at) < at - GRACE)
      verdict.overdue.push(`${userId} rests since ${enrollment.rest.at}`);
  }
  for (const [sendId, count] of countBy(mails, (mail) => mail.sendId))
    if (count > 1) verdict.twice.push(`the send ${sendId} was accepted ${count} times`);
  for (const { id, userId, state } of sends)
    if (!SETTLED.has(state)) verdict.unsettled.push(`the send ${id} of ${userId} is ${state}`);
  return verdict;
}

const ENDS: { readonly [expected in Person['expects']]: (found: BookedEnrollment) => boolean } = {
  mail: ({ state }) => state === 'completed',
  left: ({ state }) => state === 'exited',
  either: ({ state }) => state === 'completed' || state === 'exited',
  rests: ({ state, rest, incident }) => state === 'active' && rest?.kind === 'wait' && incident === null,
};

/** Whether nothing is wrong. */
export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((sentences: readonly string[]) => sentences.length === 0);
}

function groupBy<One>(
  ones: readonly One[],
  keyOf: (one: One) => string,
): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const one of ones) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

function countBy<One>(ones: readonly One[], keyOf: (one: One) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of ones) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}
