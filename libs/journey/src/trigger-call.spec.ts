import type { JsonObject } from '#conditions';
import type { OpenJourney, Person } from './person';
import { react } from './react';
import { TRIGGER_CALL, type Occurrence, type TriggerCall } from './run';
import { journeyFrom, journeyWith } from './testing';

const steps = { hold: { kind: 'wait', for: '1h', next: null } };
const opened = (key: string, settings: object): OpenJourney => ({
  ...{ journeyId: `id of ${key}`, version: 1, paused: false },
  journey: journeyFrom(journeyWith(steps, { key, ...settings })),
});
const byApi = opened('by-api', { trigger: { api: true }, entry: { key: 'event.order' } });
const another = opened('another', { trigger: { api: true } });
const byEvent = opened('by-event', { trigger: { event: TRIGGER_CALL } });

const person: Person = {
  ...{ profile: {}, zone: 'UTC', runs: [], entries: [], laterEvents: [], touched: [], counts: {} },
  open: [byApi, another, byEvent],
};
const occurrence = (call: TriggerCall | null, properties: JsonObject = {}): Occurrence => ({
  ...{ name: TRIGGER_CALL, properties, messageId: 'm-1' },
  ...{ timestamp: 0, acceptedAt: 0, source: 'client' as const },
  ...(call ? { call } : {}),
});
const entered = (occurred: Occurrence): readonly string[] =>
  react(person, occurred).entries.map(({ open, key, because }) => `${open.journey.key} [${key}]: ${because}`);

describe('A call of the trigger API', () => {
  test('begins the journey that it names, and no other', () => {
    expect(entered(occurrence({ journey: 'another', key: null }))).toEqual([
      'another []: triggered by the API',
    ]);
  });

  test('begins no journey that an event triggers, even one that listens for its name', () => {
    expect(entered(occurrence({ journey: 'by-event', key: null }))).toEqual([]);
  });

  test.each<[what: string, call: TriggerCall, properties: JsonObject, key: string]>([
    ["names the run's key", { journey: 'by-api', key: 'o-7' }, { order: 'o-1' }, 'o-7'],
    ['or leaves it to the entry rule', { journey: 'by-api', key: null }, { order: 'o-1' }, 'o-1'],
  ])('%s', (_, call, properties, key) => {
    expect(entered(occurrence(call, properties))).toEqual([`by-api [${key}]: triggered by the API`]);
  });

  test('without any key, where the entry rule asks for one, begins nothing', () => {
    const { entries, refusals } = react(person, occurrence({ journey: 'by-api', key: null }));
    expect(entries).toEqual([]);
    expect(refusals).toMatchObject([{ reason: 'entry-key-missing' }]);
  });
});

test("a client's event of its name begins no journey of the API's", () => {
  expect(entered(occurrence(null))).toEqual(['by-event []: Journey Triggered arrived']);
});
