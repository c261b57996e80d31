import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { openPoster } from '../post-json';
import type { Stage } from '../stage';

/** Events of a call, and calls under way at once. */
const BATCH = 100;
const CALLS = 4;
/** Enrollments that may be committed before their workflows run: more would measure a queue. */
const AHEAD = 500;

/** A sleeper holds for longer than any bench; a burst's holds until the instant that its event names. */
const JOURNEYS = [
  {
    ...{ key: 'sleeper', name: 'Sleeper', trigger: { event: 'Fell Asleep' }, start: 'sleep' },
    exit: [{ event: 'Was Woken', reason: 'woken' }],
    steps: { sleep: { kind: 'wait', for: '400d', next: null } },
  },
  {
    ...{ key: 'burst', name: 'Burst', trigger: { event: 'Set Alarm' }, start: 'sleep' },
    steps: { sleep: { kind: 'wait', until: 'trigger.at', next: null } },
  },
];

/** Enrollments that rest. */
export interface Sleepers {
  /** Opens as many more as it takes to have so many, and waits until all of their workflows rest. */
  fillTo(count: number, tell: (open: number) => void): Promise<void>;
  /** Opens so many whose timers are due at one instant (epoch ms). */
  setAlarms(count: number, at: number, tell: (open: number) => void): Promise<void>;
  /** How many workflows have not closed. */
  open(): Promise<number>;
  /** Ends one sleeper by an event. @returns milliseconds until the event was acknowledged: then it has ended */
  wake(): Promise<number>;
  /** How many sleepers an event has ended, as the enrollments say. */
  woken(): Promise<number>;
  /** What all databases of the server take on disk, in bytes. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

/** Publishes the journeys of the sleepers. */
export async function openSleepers({ url, keys, postgres, jornada }: Stage): Promise<Sleepers> {
  const poster = openPoster(url);
  const headers = { authorization: `Bearer ${keys.secret}` };
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<void> => {
    const status = await poster.post(path, body, headers, method);
    if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
  };
  for (const journey of JOURNEYS) {
    await post(`/v1/journeys/${journey.key}`, journey, 'PUT');
    await post(`/v1/journeys/${journey.key}/publish`, {});
  }
  const client = new Client({ connectionString: postgres.url('jornada') });
  await client.connect();
  const ask = async (sql: string): Promise<number> => {
    const { rows } = await client.query<{ readonly number: string }>(sql);
    return Number(rows[0]?.number);
  };
  const open = async (): Promise<number> => {
    const { count } = await jornada.link.client.workflow.count("ExecutionStatus = 'Running'");
    return count;
  };
  let [slept, alarms, woken] = [0, 0, 0];

  async function begin(
    count: number,
    tell: (open: number) => void,
    event: (place: number) => object,
  ): Promise<void> {
    const before = await open();
    const places = Array.from({ length: count }, (_, place) => place);
    let [begun, done] = [0, false];
    const send = async (): Promise<void> => {
      for (let some = places.splice(0, BATCH); some.length > 0; some = places.splice(0, BATCH)) {
        await post('/v1/batch', { batch: some.map((place) => event(place)) });
        begun += some.length;
        while (!done && begun - ((await open()) - before) > AHEAD) await pause(250);
      }
    };
    try {
      await Promise.all(Array.from({ length: CALLS }, send));
      for (let now = await open(); now < before + count; now = await open()) {
        tell(now);
        await pause(500);
      }
    } finally {
      done = true;
    }
  }

  return {
    async fillTo(count, tell) {
      const missing = count - (slept - woken);
      await begin(missing, tell, () => ({
        ...{ type: 'track', event: 'Fell Asleep', userId: `sleeper-${(slept += 1)}` },
      }));
    },
    setAlarms: (count, at, tell) =>
      begin(count, tell, () => ({
        ...{ type: 'track', event: 'Set Alarm', userId: `alarm-${(alarms += 1)}` },
        properties: { at: new Date(at).toISOString() },
      })),
    open,
    async wake() {
      woken += 1;
      const begun = performance.now();
      await post('/v1/track', { userId: `sleeper-${woken}`, event: 'Was Woken' });
      return performance.now() - begun;
    },
    woken: () => ask("SELECT count(*) AS number FROM enrollment WHERE because = 'woken'"),
    async bytes() {
      await client.query('CHECKPOINT');
      return ask('SELECT sum(pg_database_size(datname)) AS number FROM pg_database');
    },
    async close() {
      poster.close();
      await client.end();
    },
  };
}
