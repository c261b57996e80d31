import fc from 'fast-check';
import type { JsonObject } from '#conditions';
import { advance, type Turn } from './advance';
import type { LogEntry } from './log';
import { semanticsOf } from './step-table';
import { stepOf } from './standing';
import { kinds } from './steps/step.schema';
import { ACCEPTED, event, ImaginedWorld, journeyFrom, type Answer, type ImaginedEvent } from './testing';

const NOON = Date.parse('2026-06-15T12:00:00Z');
const IDS = ['a', 'b', 'clicked?', 'constructor', 'd-1', 'tostring'] as const;
const EVENTS = ['Begun', 'Bought', 'Looked', 'Email Clicked'] as const;

const anyNext = fc.oneof(
  { arbitrary: fc.constantFrom(...IDS), weight: 6 },
  { arbitrary: fc.constantFrom(null, 'nowhere'), weight: 1 },
);
const anyTime = fc.constantFrom('1s', '90s', '1h', '1d', '1d 12h', '1mo');
const anyDuration = fc.oneof(fc.constant('0s'), anyTime);
const anyZone = fc.constantFrom('UTC', 'America/Sao_Paulo', 'Pacific/Apia', 'Mars/Base');
const anyPath = fc.constantFrom('event.n', 'event.starts', 'profile.n', 'profile.starts', 'steps.a.outcome');

/** An object in which each of the settings may be missing. */
function some<Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields) {
  return fc.record(fields, { requiredKeys: [] });
}

const anyCondition = fc.oneof(
  fc.record({ field: anyPath, op: fc.constantFrom('exists', 'missing') }),
  fc.record({ field: anyPath, op: fc.constantFrom('eq', 'ne'), value: fc.constantFrom(0, 1, 'accepted') }),
  fc.record({ field: anyPath, op: fc.constantFrom('withinLast', 'withinNext'), value: anyDuration }),
  fc
    .tuple(fc.constantFrom(...EVENTS), some({ atMost: fc.constantFrom(0, 2), within: anyDuration }))
    .map(([did, bounds]) => ({ did, ...bounds })),
);

const anyListener = fc
  .tuple(fc.constantFrom(...EVENTS), some({ where: anyCondition, key: fc.constant('event.n') }))
  .map(([name, optional]) => ({ event: name, ...optional }));

const anyUntil = fc.constantFrom('2026-06-16', '2020-01-01T00:00:00Z', 'event.starts', 'profile.starts');
const anyName = fc.constantFrom('one', 'two');

/** The settings that a step needs and those that it may have, by kind. */
const stepsByKind: Readonly<Record<string, readonly [fc.Arbitrary<object>, fc.Arbitrary<object>]>> = {
  wait: [
    fc.oneof(
      fc.record({ for: anyDuration, next: anyNext }),
      fc.record({ until: anyUntil, ifPast: fc.constantFrom('continue', 'exit'), next: anyNext }),
    ),
    some({ zone: anyZone }),
  ],
  email: [
    fc.record({ template: fc.constant('cart'), next: anyNext }),
    some({ onRefused: anyNext, onFailed: anyNext, to: anyPath, topic: fc.constant('offers') }),
  ],
  exit: [fc.record({ reason: fc.constantFrom('bought', 'não vale a pena 💤') }), some({})],
  branch: [
    fc.record({
      paths: fewOf(fc.record({ name: anyName, if: anyCondition, next: anyNext })),
      otherwise: anyNext,
    }),
    some({}),
  ],
  waitFor: [
    fc.record({
      paths: fewOf(
        fc
          .tuple(anyListener, anyName, anyNext)
          .map(([listener, name, next]) => ({ ...listener, name, next })),
      ),
    }),
    fc.oneof(fc.constant({}), fc.record({ timeout: anyTime, onTimeout: anyNext })),
  ],
};

function fewOf<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

const anyStep = fc.oneof(
  ...kinds.flatMap((kind) => {
    const settings = stepsByKind[kind];
    return settings
      ? [fc.tuple(...settings).map(([needed, optional]) => ({ kind, ...needed, ...optional }))]
      : [];
  }),
);

/** Documents that are journeys: every setting there is, edges to steps that are not there, loops, zones that do not exist. */
const anyJourney = fc
  .record({
    key: fc.constantFrom('one', 'two'),
    trigger: fc.record({ event: fc.constant('Begun'), where: anyCondition }, { requiredKeys: ['event'] }),
    start: fc.constantFrom(...IDS),
    steps: fc.uniqueArray(fc.tuple(fc.constantFrom(...IDS), anyStep), {
      selector: ([id]) => id,
      minLength: 2,
    }),
    limits: fc.record({ visits: fc.integer({ min: 1, max: 4 }) }),
    optional: some({
      zone: anyZone,
      entry: some({
        key: fc.constant('event.n'),
        again: fc.constantFrom('never', 'afterEnd', 'always', { after: '1d' }),
        maxAge: anyDuration,
      }),
      exit: fc.array(anyListener, { maxLength: 2 }),
      goal: anyListener,
    }),
  })
  .map(({ optional, steps, ...needed }) => ({
    name: 'Any',
    ...needed,
    steps: Object.fromEntries(steps),
    ...optional,
  }));

const anyValue = fc.constantFrom<JsonObject[string][]>(
  0,
  1,
  '',
  'x',
  null,
  '2026-06-20',
  '2026-06-15T18:00:00Z',
  [],
);
const anyFields = some({ n: anyValue, starts: anyValue, timezone: fc.oneof(anyZone, fc.constant(5)) });

/** Events with the time that goes by before each (ms). */
const anyScript = fc.array(
  fc.record({
    gap: fc.constantFrom(0, 1, 1_000, 3_600_000, 86_400_000, 40 * 86_400_000),
    name: fc.constantFrom(...EVENTS),
    properties: anyFields,
    traits: anyFields,
    source: fc.constantFrom<ImaginedEvent['source'][]>('client', 'client', 'import', 'jornada'),
    late: fc.constantFrom(0, 0, 0, 1_000, 2 * 86_400_000),
  }),
  { minLength: 1, maxLength: 8 },
);

const anyAnswer = fc.record<Answer>({
  outcome: fc.constantFrom('accepted', 'refused', 'failed', 'unknown'),
  reason: fc.constantFrom(null, 'because'),
  takes: fc.constantFrom(0, 1, 900_000),
});

const anyStory = fc.record({
  documents: fc.uniqueArray(anyJourney, { selector: (document) => document.key, minLength: 1, maxLength: 2 }),
  profile: anyFields,
  zone: anyZone,
  answers: fc.array(fc.tuple(fc.constantFrom(...IDS), anyAnswer), { maxLength: 3 }),
  script: anyScript,
});
type AnyStory = typeof anyStory extends fc.Arbitrary<infer S> ? S : never;

function play({ documents, profile, zone, answers, script }: AnyStory): ImaginedWorld {
  const open = documents.map((document) => ({
    journeyId: document.key,
    version: 1,
    journey: journeyFrom(document),
    paused: false,
  }));
  const byStep = new Map<string, Answer>(answers);
  const answer = ({ step }: { step: string }): Answer => byStep.get(step) ?? ACCEPTED;
  const world = new ImaginedWorld({ open, profile: profile as JsonObject, zone, answer });
  let now = NOON;
  for (const { gap, name, properties, traits, source, late } of script) {
    now += gap;
    world.accept(
      event(name, properties as JsonObject, { traits: traits as JsonObject, source, timestamp: now - late }),
      now,
    );
  }
  world.passTo(now + 5 * 366 * 86_400_000);
  return world;
}

function always(holds: (world: ImaginedWorld, story: AnyStory) => void): void {
  fc.assert(
    fc.property(anyStory, (story) => holds(play(story), story)),
    { numRuns: 150 },
  );
}

describe('whatever the journey, the person and the events', () => {
  test('every kind of step takes part', () => {
    expect(Object.keys(stepsByKind)).toEqual(expect.arrayContaining([...kinds]));
  });

  test('the stories are worth telling: every way to end, to be refused, and to be written to', () => {
    const worlds = fc.sample(anyStory, { numRuns: 200, seed: 2026 }).map((story) => play(story));
    const states = new Set(worlds.flatMap((world) => world.runs.map((run) => run.end?.state ?? 'active')));
    expect([...states].toSorted()).toEqual(['active', 'completed', 'exited', 'failed']);
    expect(worlds.flatMap((world) => world.refusals).length).toBeGreaterThan(20);
    expect(worlds.flatMap((world) => world.sends).length).toBeGreaterThan(20);
    expect(worlds.flatMap((world) => world.runs.filter((run) => run.goalAt !== null)).length).toBeGreaterThan(
      0,
    );
  });

  test('a run has ended, or rests on something that will wake it', () => {
    always((world) => {
      for (const { end, run, until } of world.turns)
        expect(end !== null || willWake(run, until, world)).toBe(true);
      for (const known of world.runs) expect(known.active).toBe(known.end === null);
    });
  });

  test('a turn asks for one send at most, rests on the one it asks for, and asks for none twice', () => {
    always((world) => {
      for (const { commands, run, end } of world.turns) {
        expect(commands.length).toBeLessThanOrEqual(end === null ? 1 : 0);
        if (commands[0]) expect(run.rest).toMatchObject({ kind: 'send', sendId: commands[0].sendId });
      }
      const ids = world.sends.map((send) => send.command.sendId);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test('a run ends once; nothing but its goal happens to it afterwards', () => {
    always((world) => {
      for (const { log, end } of world.runs) {
        const ending = log.findIndex((entry) => entry.did === 'ended');
        expect(ending === -1).toBe(end === null);
        const later = ending === -1 ? [] : log.slice(ending + 1);
        expect(later.filter((entry) => !entry.because.startsWith('goal reached: '))).toEqual([]);
        expect(end === null ? null : log[ending]?.because).toBe(end?.because ?? null);
      }
    });
  });

  test('the log goes forward in time, and says something in every row', () => {
    always((world) => {
      for (const { log } of world.runs) {
        expect(log.map((entry) => entry.at)).toEqual(log.map((entry) => entry.at).toSorted((a, b) => a - b));
        expect(log.filter(isSilent)).toEqual([]);
      }
    });
  });

  test('no step is visited more often than the journey allows', () => {
    always((world) => {
      for (const { run, end, journey } of world.runs) {
        const most = journey.limits?.visits ?? 0;
        const visits = Object.values(run.memory.visits);
        expect(visits.filter((count) => count > most + (end?.state === 'failed' ? 1 : 0))).toEqual([]);
        expect(Math.max(0, ...visits) > most).toBe(end?.state === 'failed');
      }
    });
  });

  test('the same story is always told the same way', () => {
    always((world, story) => {
      const again = play(story);
      expect(again.runs).toEqual(world.runs);
      expect(again.sends).toEqual(world.sends);
      expect(again.refusals).toEqual(world.refusals);
    });
  });

  test('what is kept between two turns survives being written as JSON', () => {
    always((world) => {
      for (const turn of world.turns) expect(JSON.parse(JSON.stringify(turn)) as Turn).toEqual(turn);
    });
  });

  test('a turn taken twice is taken once: nothing is left to do', () => {
    always((world, { zone }) => {
      for (const { run, end, log } of world.turns) {
        const known = world.runs.find((one) => one.run.id === run.id);
        const now = log.at(-1)?.at;
        if (!known || now === undefined || end !== null) continue;
        const again = advance(known.journey, run, {
          now,
          profile: {},
          zone,
          counts: {},
          won: null,
          send: null,
        });
        expect(again).toMatchObject({ run, log: [], commands: [], end: null });
      }
    });
  });
});

/** Whether there is an instant or an occurrence that this run waits for. */
function willWake(run: Turn['run'], until: number | null, world: ImaginedWorld): boolean {
  const journey = world.runs.find((known) => known.run.id === run.id)?.journey;
  const step = journey && stepOf(journey, run.step);
  if (!step || run.rest === null) return false;
  return run.rest.kind === 'send' || until !== null || semanticsOf(step).hear !== undefined;
}

function isSilent(entry: LogEntry): boolean {
  return entry.because === '' || /undefined|NaN|\[object/.test(entry.because);
}
