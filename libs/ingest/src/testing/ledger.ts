import type { Database, findLocked } from '#database';
import type { Engine, Incoming, record } from '#enrollments';
import { openIntake, type Intake } from '../intake';
import type { Bounds } from '../queue/bounds';

const database = { pool: {} } as Database;
const engine = { database } as Engine;

export const eventOf = (
  messageId: string,
  userId: string | null = 'ana',
  anonymousId: string | null = null,
): Incoming => ({
  ...{ messageId, type: 'track', name: 'Seen', properties: {}, traits: null, context: null },
  ...{ userId, anonymousId, timestamp: 0, source: 'client' },
});

/**
 * An intake on a database that commits when it is told to. What is called after an SQLSTATE, such as `22P05/1`, is
 * answered with it.
 */
export interface Ledger {
  readonly intake: Intake;
  /** What was to be committed together, by messageId. */
  readonly groups: readonly (readonly string[])[];
  /** What was committed, in order. */
  readonly committed: readonly string[];
  /** The userIds of people whose profiles somebody else has locked. */
  readonly locked: Set<string>;
  take(one: Incoming, workspaceId?: string, keyId?: string): Promise<string>;
  /** Lets everything be committed, now and from now on. */
  open(): void;
}

export function openLedger(bounds?: Bounds): Ledger {
  const groups: (readonly string[])[] = [];
  const committed: string[] = [];
  const locked = new Set<string>();
  const gate: { isOpen: boolean; waiting: (() => void)[] } = { isOpen: false, waiting: [] };
  const commit: typeof record = async (_, _workspace, events) => {
    groups.push(events.map((one) => one.messageId));
    if (!gate.isOpen) await new Promise<void>((resolve) => gate.waiting.push(resolve));
    if (events.some(({ userId }) => locked.has(userId ?? ''))) throw sqlError('55P03');
    const culprit = events.find((one) => one.messageId.includes('/'));
    if (culprit) throw sqlError(culprit.messageId.split('/')[0] ?? '');
    committed.push(...events.map((one) => one.messageId));
    return events.map(({ messageId }) => ({
      ...{ messageId, status: 'accepted', profileId: 'p', began: [], woke: [], ended: [], refused: [] },
    }));
  };
  const find: typeof findLocked = (_, _workspace, identifiers) =>
    Promise.resolve(identifiers.filter(({ kind, value }) => kind === 'userId' && locked.has(value)));
  const intake = openIntake(
    { engine },
    { record: commit, findLocked: find, patience: 300, ...(bounds ? { bounds } : {}) },
  );
  return {
    ...{ intake, groups, committed, locked },
    async take(one, workspaceId = 'w', keyId = 'k') {
      const [taken] = await intake.take({ workspaceId, keyId, bytes: 100 }, [one]);
      return taken?.kind === 'recorded' ? taken.recorded.messageId : (taken?.code ?? '');
    },
    open() {
      gate.isOpen = true;
      for (const go of gate.waiting.splice(0)) go();
    },
  };
}

function sqlError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
