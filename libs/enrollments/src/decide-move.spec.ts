import type { OpenPublish, StandingRun, TurnSend } from '#database';
import { decideFate, type Fate } from './decide-move';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

const applying: OpenPublish = { id: 'P', workspaceId: 'W', journey: 'cart', version: 3, state: 'applying' };
const undoing: OpenPublish = { ...applying, state: 'undoing' };

const rest = { kind: 'wait', since: NOW - HOUR, until: NOW + HOUR, label: 'wait 2h (cool-down)' };
const wait = { enrollment_id: 'E', step: 'cool-down', visit: 1 };

/** Somebody who waits at the step of version 2 at which the publish saw them. */
const standing: StandingRun = {
  ...{ id: 'E', profileId: 'A', state: 'active', version: 2, step: 'cool-down', stay: 1 },
  ...{ rest, wait, send: null, dueAt: NOW + HOUR, logSeq: 4, parked: false },
  planned: {
    ...{ state: 'waiting', version: 2, step: 'cool-down', stay: 1, policy: 'move', target: 'hold' },
    ...{ targetStay: null, targetVisits: 0, before: null },
  },
};

const send: TurnSend = {
  ...{
    id: 'S',
    channel: 'email',
    provider: 'p',
    state: 'CLAIMED',
    attempt: 1,
    reason: null,
    because: null,
    reply: null,
  },
  ...{
    leaseUntil: NOW + HOUR,
    heldUntil: null,
    retryAt: null,
    unknownSince: null,
    possibleDuplicate: false,
    isReported: false,
  },
};
const mailing = (change: Partial<TurnSend>): Partial<StandingRun> => ({
  rest: { kind: 'send', since: NOW, sendId: 'S', label: 'mail' },
  wait: null,
  dueAt: NOW,
  send: { ...send, ...change },
});

const fateOf = (publish: OpenPublish, change: Partial<StandingRun>): Fate =>
  decideFate(publish, { ...standing, ...change }, NOW);

describe('a publish that moves', () => {
  test('puts who stands where it saw them before the target step, from now on', () => {
    expect(fateOf(applying, {})).toEqual({
      kind: 'moves',
      placement: { version: 3, step: 'hold', rest: null, wait: null, dueAt: NOW },
      targetStay: 1,
      before: { rest, wait },
      because: "moved from version 2, step 'cool-down' to version 3, step 'hold', by publish P",
    });
  });

  test.each<[string, Partial<StandingRun>, Partial<Fate>]>([
    [
      'counts on from the visits that there were',
      { planned: { ...standing.planned, targetVisits: 7 } },
      { targetStay: 8 },
    ],
    [
      'leaves who is parked to the operator who retries them',
      { parked: true },
      { placement: { version: 3, step: 'hold', rest: null, wait: null, dueAt: null } },
    ],
    ...(['PLANNED', 'HELD'] as const).map((state): [string, Partial<StandingRun>, Partial<Fate>] => [
      `remembers of a message that is ${state} that its step has to begin anew`,
      mailing({ state }),
      {
        before: { rest: null, wait: null },
        because:
          "moved from version 2, step 'cool-down' to version 3, step 'hold', by publish P; the message that had not left will not",
      },
    ]),
    ...(['ACCEPTED', 'FAILED', 'REFUSED', 'GIVEN_UP', 'BOUNCED'] as const).map(
      (state): [string, Partial<StandingRun>, Partial<Fate>] => [
        `moves who rests on a message that is ${state}`,
        mailing({ state }),
        { kind: 'moves', before: { rest: mailing({}).rest ?? null, wait: null } },
      ],
    ),
    [
      'moves who has waited long enough for proof of a message that nobody knows of',
      mailing({ state: 'UNKNOWN', unknownSince: NOW - 16 * 60_000 }),
      { kind: 'moves' },
    ],
  ])('%s', (_, change, fate) => {
    expect(fateOf(applying, change)).toMatchObject(fate);
  });

  test.each<[string, Partial<StandingRun>]>([
    ['is being posted', mailing({ state: 'CLAIMED' })],
    ['may have left', mailing({ state: 'UNKNOWN', unknownSince: NOW })],
    ['is asked for again', mailing({ state: 'UNKNOWN', unknownSince: NOW, retryAt: NOW })],
  ])('waits for a message that %s', (_, change) => {
    expect(fateOf(applying, change)).toEqual({ kind: 'later' });
  });

  test.each<[string, Partial<StandingRun>]>([
    ['stands at another step', { step: 'mail' }],
    ['is in another version', { version: 3 }],
    ['has come again to the same step', { stay: 2 }],
  ])('does not touch who %s, and tells why', (_, change) => {
    expect(fateOf(applying, change)).toEqual({
      kind: 'left',
      because: "not moved by publish P: had left version 2, step 'cool-down' before",
    });
  });

  test.each(['completed', 'exited', 'failed'])('does not touch who has %s', (state) => {
    expect(fateOf(applying, { state })).toEqual({ kind: 'ended' });
  });
});

describe('a publish that takes out', () => {
  const planned = { ...standing.planned, policy: 'exit', target: null } as const;

  test.each<[string, Partial<StandingRun>, Fate]>([
    [
      'ends who stands where it saw them',
      { planned },
      {
        kind: 'exits',
        because: "taken out by the publish of version 3: stood at version 2, step 'cool-down'",
      },
    ],
    [
      'also while their message is being posted: it may still leave',
      { planned, ...mailing({ state: 'CLAIMED' }) },
      {
        kind: 'exits',
        because: "taken out by the publish of version 3: stood at version 2, step 'cool-down'",
      },
    ],
    ['not who has ended', { planned, state: 'exited' }, { kind: 'ended' }],
  ])('%s', (_, change, fate) => {
    expect(fateOf(applying, change)).toEqual(fate);
  });
});

describe('an undone publish', () => {
  const before = { rest, wait };
  const planned = { ...standing.planned, state: 'moved', targetStay: 1, before } as const;
  /** Somebody who waits at the step that they were moved to. */
  const moved: Partial<StandingRun> = { version: 3, step: 'hold', stay: 1, planned };

  test('keeps who was still to be moved where they are', () => {
    expect(fateOf(undoing, {})).toEqual({ kind: 'kept' });
  });

  test('puts back who is at the target still: their wait goes on to the end that it had', () => {
    expect(fateOf(undoing, moved)).toEqual({
      kind: 'returns',
      placement: { version: 2, step: 'cool-down', rest, wait, dueAt: NOW },
      because: "put back to version 2, step 'cool-down', as publish P was undone",
    });
  });

  test.each<[string, Partial<StandingRun>, object]>([
    [
      'who rested on a message rests on it again',
      { planned: { ...planned, before: { rest: mailing({}).rest ?? null, wait: null } } },
      { rest: mailing({}).rest, wait: null, dueAt: NOW },
    ],
    [
      'who had a message that did not leave comes to its step anew',
      { planned: { ...planned, before: { rest: null, wait: null } } },
      { rest: null, wait: null, dueAt: NOW },
    ],
    ['who is parked waits for an operator', { parked: true }, { rest, wait, dueAt: null }],
  ])('%s', (_, change, placement) => {
    expect(fateOf(undoing, { ...moved, ...change })).toMatchObject({ kind: 'returns', placement });
  });

  test.each<[string, Partial<StandingRun>, Fate['kind']]>([
    ['does not touch who has gone on', { step: 'mail' }, 'stayed'],
    ['nor who came to the target again', { stay: 2 }, 'stayed'],
    ['nor who is in yet another version', { version: 4 }, 'stayed'],
    ['nor who has ended', { state: 'completed' }, 'stayed'],
    ['waits for a message that is being posted', mailing({ state: 'CLAIMED' }), 'later'],
  ])('%s', (_, change, kind) => {
    expect(fateOf(undoing, { ...moved, ...change })).toMatchObject({ kind });
  });
});
