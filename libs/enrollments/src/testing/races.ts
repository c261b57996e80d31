import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '#database';
import { countDeadlocks, rewriteStatements } from '#database/testing';
import { setFailpointHook } from '#delivery/testing';
import { advanceEnrollment, openEngine } from '../index';
import { judgeRun, type Runner } from './judge-run';
import { startRecorder, type Recorder } from './recorder';
import { scriptProvider } from './scripted-provider';
import { event, incoming, openStage, type Stage } from './stage';

export { UNHEARD } from './judge-run';

/** Where the turns of this process race the events of another. */
export interface Races {
  /**
   * Races turns against events, each pair for a run of its own: half of the runs are left while their turn claims a
   * mail, half are answered while their turn begins to wait for the answer.
   * @returns what went wrong, in words
   */
  run(count: number): Promise<readonly string[]>;
  /** @returns the deadlocks that PostgreSQL had to break */
  close(): Promise<{ readonly deadlocks: number }>;
}

/** The rest before the race: the turn that ends it is the one that races. */
const HOLD = 1_000;
const hold = { kind: 'wait', for: '1s', next: 'race' } as const;

const leaving = {
  ...{ key: 'leaving', trigger: { event: 'Began To Leave' }, start: 'hold' },
  exit: [{ event: 'Left', reason: 'left' }],
  steps: { hold, race: { kind: 'email', template: 'cart', topic: 'offers', next: null } },
} as const;

const answering = {
  ...{ key: 'answering', trigger: { event: 'Began To Answer' }, start: 'hold' },
  steps: {
    hold,
    race: {
      ...{ kind: 'waitFor', paths: [{ name: 'answer', event: 'Answered', next: 'answered' }] },
      ...{ timeout: '1d', onTimeout: null },
    },
    answered: { kind: 'exit', reason: 'answered' },
  },
} as const;

const journeys = { leaving, answering };
const racingEvents = { leaving: 'Left', answering: 'Answered' };

/** So many pairs race at a time. */
const AT_ONCE = 20;

/** The last moment before a turn is written is stretched up to this (ms), about as long as an event takes to be judged. */
const STRETCH = 40;

/** @param rewrite what becomes of the statements of the turns */
export async function openRaces(rewrite?: Parameters<typeof rewriteStatements>[1]): Promise<Races> {
  const stage = await openStage();
  await stage.publish(leaving);
  await stage.publish(answering);
  const database = openDatabase({ url: stage.url, poolSize: AT_ONCE });
  if (rewrite) rewriteStatements(database, rewrite);
  const engine = openEngine(database, () => undefined);
  const delivery = { ...stage.delivery, database, provider: scriptProvider({ dedupes: false }) };
  const advance = (enrollmentId: string): Promise<unknown> =>
    advanceEnrollment(engine, delivery, { workspaceId: stage.workspaceId, enrollmentId }, Date.now);
  const recorder = startRecorder(stage.url);
  setFailpointHook((at) => (at === 'before-turn-written' ? pause(Math.random() * STRETCH) : undefined));
  return {
    async run(count) {
      const runners: Runner[] = [];
      while (runners.length < count) runners.push(...(await enter(stage)));
      await pause(HOLD);
      const faults: string[] = [];
      for (let next = 0; next < count; next += AT_ONCE)
        faults.push(...(await race(stage, runners.slice(next, next + AT_ONCE), advance, recorder)));
      return faults;
    },
    async close() {
      setFailpointHook(null);
      await recorder.stop();
      await database.close();
      const deadlocks = await countDeadlocks(stage.database);
      await stage.close();
      return { deadlocks };
    },
  };
}

/** A few people enter, half of them to leave, half of them to answer. */
async function enter(stage: Stage): Promise<readonly Runner[]> {
  const people = Array.from({ length: 10 }, (_, n) => {
    const userId = randomUUID();
    return { userId, email: `${userId}@example.com`, kind: n % 2 === 0 ? 'leaving' : 'answering' } as const;
  });
  await stage.record(...people.map(({ userId, email }) => ({ userId, traits: { email } })));
  const recorded = await stage.record(
    ...people.map(({ userId, kind }) => event(journeys[kind].trigger.event, {}, { userId })),
  );
  return people.map(({ userId, kind }, n) => ({ userId, kind, id: recorded[n]?.began[0] ?? '' }));
}

/** Each runner's turn and event at once; then each runner is judged. */
async function race(
  stage: Stage,
  runners: readonly Runner[],
  advance: (enrollmentId: string) => Promise<unknown>,
  recorder: Recorder,
): Promise<readonly string[]> {
  const events = runners.map(({ userId, kind }) => ({
    workspaceId: stage.workspaceId,
    event: incoming(event(racingEvents[kind], {}, { userId })),
  }));
  const turns = runners.map(({ id }) => advance(id));
  const [finishes, ended] = await Promise.all([recorder.record(events), Promise.allSettled(turns)]);
  const failed = ended.flatMap((turn) =>
    turn.status === 'rejected' ? [`a turn failed: ${turn.reason}`] : [],
  );
  const judged = await Promise.all(runners.map((runner, n) => judgeRun(stage, runner, finishes[n])));
  return [...failed, ...judged.flat()];
}
