import { isDatabaseAway, isDataError, isLockTimeout, type findLocked } from '#database';
import type { Engine, record } from '#enrollments';
import type { EventFault } from '../read-event';
import type { WaitingEvent } from './waiting-event';

/** How long a group waits for a profile that somebody else has locked (ms); then it goes on without that person. */
const LOCK_TIMEOUT = 200;

/** How often a group is tried again that waited for a lock which turns out to be nobody's profile. */
const MOST_TRIES = 3;

/** What commits events, and on what. */
export interface Committer {
  readonly engine: Engine;
  readonly record: typeof record;
  readonly findLocked: typeof findLocked;
}

/**
 * Commits events of a workspace together and settles them, each with what became of it. One that PostgreSQL cannot
 * keep fails alone: the others are stored without it.
 * @returns those that are not settled: of people whose profiles are locked
 */
export async function commitGroup(
  committer: Committer,
  workspaceId: string,
  group: readonly WaitingEvent[],
  tries = 1,
): Promise<readonly WaitingEvent[]> {
  try {
    const events = group.map(({ event }) => event);
    const recorded = await committer.record(committer.engine, workspaceId, events, Date.now(), LOCK_TIMEOUT);
    group.forEach(({ settle }, at) => {
      const one = recorded[at];
      settle(
        one
          ? { kind: 'recorded', recorded: one }
          : failed(new Error('an event was recorded without an answer')),
      );
    });
    return [];
  } catch (error) {
    if (isLockTimeout(error)) return goOnWithoutLocked(committer, workspaceId, group, tries);
    if (!isDatabaseAway(error) && group.length > 1) return commitHalves(committer, workspaceId, group);
    for (const { settle } of group) settle(isDataError(error) ? cannotBeStored : failed(error));
    return [];
  }
}

async function goOnWithoutLocked(
  committer: Committer,
  workspaceId: string,
  group: readonly WaitingEvent[],
  tries: number,
): Promise<readonly WaitingEvent[]> {
  const { held: locked, free } = partOf(group, await lockedAmong(committer, workspaceId, group));
  if (locked.length === 0 && tries >= MOST_TRIES) {
    // Some other lock: of a name that somebody else is just adding, or of a whole table.
    return group.length === 1 ? group : commitHalves(committer, workspaceId, group);
  }
  const more = free.length === 0 ? [] : await commitGroup(committer, workspaceId, free, tries + 1);
  return [...locked, ...more];
}

/** The names of people whose profiles are locked by somebody else. */
export async function lockedAmong(
  { engine, findLocked: find }: Pick<Committer, 'engine' | 'findLocked'>,
  workspaceId: string,
  group: readonly WaitingEvent[],
): Promise<ReadonlySet<string>> {
  const identifiers = [...new Set(group.flatMap(({ names }) => names))].map((name) => {
    const [kind = '', ...value] = name.split('\n');
    return { kind, value: value.join('\n') };
  });
  const found = await find(engine.database.pool, workspaceId, identifiers);
  return new Set(found.map(({ kind, value }) => `${kind}\n${value}`));
}

/** In order: of one person's events, the first are in the first half. */
async function commitHalves(
  committer: Committer,
  workspaceId: string,
  group: readonly WaitingEvent[],
): Promise<readonly WaitingEvent[]> {
  const half = Math.ceil(group.length / 2);
  const first = await commitGroup(committer, workspaceId, group.slice(0, half));
  const { held, free } = partOf(group.slice(half), new Set(first.flatMap(({ names }) => names)));
  const second = free.length === 0 ? [] : await commitGroup(committer, workspaceId, free);
  return [...first, ...held, ...second];
}

/** Parts events of people with these names from others: who is held must not be overtaken by their own later events. */
function partOf(
  group: readonly WaitingEvent[],
  heldNames: ReadonlySet<string>,
): { readonly held: readonly WaitingEvent[]; readonly free: readonly WaitingEvent[] } {
  const names = new Set(heldNames);
  const [held, free]: [WaitingEvent[], WaitingEvent[]] = [[], []];
  for (const one of group) {
    const isHeld = one.names.some((name) => names.has(name));
    (isHeld ? held : free).push(one);
    if (isHeld) for (const name of one.names) names.add(name);
  }
  return { held, free };
}

const cannotBeStored: EventFault = {
  kind: 'fault',
  code: 'cannot-be-stored',
  path: '',
  reason: 'The database cannot keep this event.',
  hint: 'Look for a value that is far too large, or tell us about it: events like this should be told what is wrong.',
};

function failed(error: unknown): { readonly kind: 'failed'; readonly error: unknown } {
  return { kind: 'failed', error };
}
