import fc from 'fast-check';
import type { JsonObject } from '#conditions';
import { ACCEPTED, ImaginedWorld, type Answer } from '../simulation/imagined-world';
import type { ImaginedEvent } from '../simulation/imagined-event';
import { kinds } from '../steps/step.schema';
import { event } from './event';
import { journeyFrom } from './given';
import { epochMs } from './moment';

const NOON = epochMs('2026-06-15T12:00:00Z');
const IDS = ['a', 'b', 'clicked?', 'constructor', 'd-1', 'tostring'] as const;
const EVENTS = ['Begun', 'Bought', 'Looked', 'Email Clicked'] as const;

const anyNext = fc.oneof(
  { arbitrary: fc.constantFrom(...IDS), weight: 6 },
  { arbitrary: fc.constantFrom(null, 'nowhere'), weight: 1 },
);
const anyTime = fc.constantFrom('1s', '90s', '1h', '1d', '1d 12h', '1mo');
const anyDuration = fc.oneof(fc.constant('0s'), anyTime);
const anyZone = fc.constantFrom('UTC', 'America/Sao_Paulo', 'Pacific/Apia', 'Mars/Base');
const anyPath = fc.constantFrom(
  'event.n',
  'event.starts',
  'profile.n',
  'profile.starts',
  'run.n',
  'steps.a.outcome',
);

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
  .tuple(
    fc.constantFrom(...EVENTS),
    some({ where: anyCondition, key: fc.constant('event.n') }),
    fc.constantFrom(undefined, 'any', ['a', 'nowhere']),
  )
  .map(([name, optional, of]) => ({
    ...{ event: name, ...optional },
    ...(of !== undefined && name === 'Email Clicked' && { of }),
  }));

const anyExit = fc.oneof(anyListener, fc.record({ if: anyCondition }));

const anyUntil = fc.constantFrom('2026-06-16', '2020-01-01T00:00:00Z', 'event.starts', 'profile.starts');
const anyClock = fc.constantFrom('00:00', '02:30', '09:00', '18:00');
const anyName = fc.constantFrom('one', 'two');

/** Values by name, some of which are what is found at a path. */
const anyValues = fc.dictionary(
  fc.constantFrom('n', 'x', 'constructor'),
  fc.oneof(
    fc.constantFrom(1, 'x', null),
    fc.record({ path: anyPath }),
    anyPath.map((path) => `${path} is {{ ${path} }}`),
  ),
  { minKeys: 1 },
);

/** The settings that a step needs and those that it may have, by kind. */
export const stepsByKind: Readonly<Record<string, readonly [fc.Arbitrary<object>, fc.Arbitrary<object>]>> = {
  wait: [
    fc.oneof(
      fc.record({ for: anyDuration, next: anyNext }),
      fc.record({
        window: fc.record(
          { days: fc.subarray(['mon', 'thu', 'sun'], { minLength: 1 }), from: anyClock, to: anyClock },
          { requiredKeys: ['from', 'to'] },
        ),
        next: anyNext,
      }),
      fc.record({ until: anyUntil, ifPast: fc.constantFrom('continue', 'exit'), next: anyNext }),
    ),
    some({ zone: anyZone }),
  ],
  email: [
    fc.oneof(
      fc.record({ template: fc.constant('cart'), next: anyNext }),
      fc.record({ content: fc.constant({ subject: 'x', text: '{{ run.n }}' }), next: anyNext }),
    ),
    some({
      onRefused: anyNext,
      onFailed: anyNext,
      onUnknown: anyNext,
      to: anyPath,
      topic: fc.constant('offers'),
    }),
  ],
  exit: [fc.record({ reason: fc.constantFrom('bought', 'não vale a pena 💤') }), some({})],
  branch: [
    fc.record({
      paths: fewOf(fc.record({ name: anyName, if: anyCondition, next: anyNext })),
      otherwise: anyNext,
    }),
    some({}),
  ],
  set: [
    fc.record({
      set: anyValues,
      next: anyNext,
    }),
    some({}),
  ],
  audience: [
    fc.record({ audience: fc.constant('buyers'), do: fc.constantFrom('add', 'remove'), next: anyNext }),
    some({}),
  ],
  webhook: [
    fc.record({
      url: fc.constantFrom('https://api.example/x', 'https://api.example/?q={{ event.n }}'),
      next: anyNext,
    }),
    some({
      method: fc.constantFrom('POST', 'PUT'),
      headers: fc.constant({ 'X-Plan': '{{ profile.n }}' }),
      body: fc.constantFrom('{{ run.n }}', { n: { path: 'event.n' } }, null),
      timeout: fc.constantFrom('1s', '10s'),
      saveAs: fc.constant({ n: 'body.n', status: 'status' }),
      onError: anyNext,
    }),
  ],
  split: [
    fc.record({
      paths: fc.array(fc.record({ name: anyName, share: fc.constantFrom(0, 1, 50, 100), next: anyNext }), {
        minLength: 2,
        maxLength: 3,
      }),
    }),
    some({}),
  ],
  startJourney: [
    fc.record({ journey: fc.constantFrom('one', 'two', 'three'), next: anyNext }),
    some({ properties: anyValues }),
  ],
  updateProfile: [
    fc.record({ increment: fc.record({ n: fc.constantFrom(1, '{{ event.n }}') }), next: anyNext }),
    some({
      set: fc.record({ x: fc.constantFrom(1, 'x', '{{ run.n }}') }),
      append: fc.record({ list: fc.constant('{{ event.starts }}') }),
      unset: fc.constant(['starts']),
    }),
  ],
  track: [
    fc.record({ event: fc.constantFrom('Bought', 'Looked'), next: anyNext }),
    some({ properties: anyValues }),
  ],
  waitFor: [
    fc.record({
      paths: fewOf(
        fc.tuple(anyExit, anyName, anyNext).map(([listener, name, next]) => ({ ...listener, name, next })),
      ),
    }),
    fc.oneof(
      fc.constant({}),
      fc.record(
        { timeout: anyTime, onTimeout: anyNext, resetOn: fewOf(anyListener) },
        { requiredKeys: ['timeout', 'onTimeout'] },
      ),
    ),
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
      exit: fc.array(anyExit, { maxLength: 2 }),
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

/** Any journeys, any person, and anything that happens to them. */
export const anyStory = fc.record({
  documents: fc.uniqueArray(anyJourney, { selector: (document) => document.key, minLength: 1, maxLength: 2 }),
  profile: anyFields,
  zone: anyZone,
  answers: fc.array(fc.tuple(fc.constantFrom(...IDS), anyAnswer), { maxLength: 3 }),
  script: anyScript,
});
export type AnyStory = typeof anyStory extends fc.Arbitrary<infer S> ? S : never;

/** Plays a story to its end, and five years on. */
export function play({ documents, profile, zone, answers, script }: AnyStory): ImaginedWorld {
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
