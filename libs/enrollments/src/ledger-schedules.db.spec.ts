import fc from 'fast-check';
import { SEND_ARROWS, type SendArrow } from '#database';
import { setFailpointHook } from '#delivery/testing';
import { anySchedule, type Schedule } from './testing/ledger-schedule';
import type { Act } from './testing/scripted-provider';
import { playSchedule } from './testing/play-schedule';
import { mailAtOnce } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

/** So many schedules, always the same ones; in full, those of any seed. */
const isFull = process.env['PROOF'] === 'full';
const SCHEDULES = isFull ? 3_000 : 100;
const SEED = Number(process.env['SEED'] ?? 20_261_122);

/** Played first: what chance seldom finds. */
const seldom: readonly [Schedule][] = [
  lateAfter('is-away', 'exit'),
  lateAfter('is-away', 'time-passes', 'sweep'),
  lateAfter('is-away', 'time-passes', 'sweep', 'exit'),
  lateAfter('rejects-it', 'time-passes', 'sweep'),
  lateAfter('rejects-it', 'time-passes', 'sweep', 'a-day-passes'),
  lateAfter('takes-it', 'time-passes', 'sweep', 'a-day-passes'),
  [twoClaimers('rejects-it', 'takes-it')],
  [provenAfter('breaks-off', 'rejects-it')],
  [provenAfter('takes-it-and-breaks-off')],
  [askedAgain('is-away')],
  [askedAgain('rejects-it')],
];

/** The provider has answered; before the claimer records it, all that happens. */
function lateAfter(
  act: Act,
  ...meanwhile: readonly ('exit' | 'time-passes' | 'sweep' | 'a-day-passes')[]
): [Schedule] {
  const happenings = [
    { kind: 'stopped', at: 'after-posted' } as const,
    ...meanwhile.map((kind) => ({ kind })),
  ];
  return [{ dedupes: false, acts: [act], happenings }];
}

jest.setTimeout(isFull ? 3_600_000 : 180_000);

/** The first one's claim was called unknown and is another's now; both answers are there before any is recorded. */
function twoClaimers(first: Act, second: Act): Schedule {
  const stopped = { kind: 'stopped', at: 'after-posted' } as const;
  const between = [{ kind: 'time-passes' }, { kind: 'sweep' }] as const;
  const happenings = [stopped, ...between, stopped, { kind: 'goes-on' }, { kind: 'goes-on' }] as const;
  return { dedupes: true, acts: [first, second], happenings };
}

/** It reports what it takes: what is not reported when it should long have been is sent again. */
function provenAfter(...acts: readonly Act[]): Schedule {
  return { dedupes: false, acts, happenings: [{ kind: 'work' }, { kind: 'reports-come' }, { kind: 'work' }] };
}

/** It took the message, nobody heard that; what it says when it is asked again proves nothing of the first time. */
function askedAgain(answer: Act): Schedule {
  const acts = ['takes-it-and-breaks-off', answer] as const;
  return { dedupes: true, acts, happenings: [{ kind: 'work' }, { kind: 'exit' }] };
}

describe('whatever happens to a send', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  afterAll(async () => {
    setFailpointHook(null);
    await stage.close();
  });

  test('it is taken once at most, ends in a state that is true, and comes there by known ways, all of which are taken', async () => {
    const walked = new Set<string>();
    const property = fc.asyncProperty(anySchedule, async (schedule) => {
      const ended = await playSchedule(stage, schedule);
      expect(ended.faults).toEqual([]);
      ended.walked.forEach((state, n) => walked.add(`${ended.walked[n - 1] ?? 'born'} > ${state}`));
    });
    await fc.assert(property, { numRuns: SCHEDULES, seed: SEED, examples: [...seldom] });
    const isPossible = ({ from, to }: SendArrow): boolean =>
      // Nothing restrains the workspace (restraint.db.spec.ts does), and what is rendered is kept throughout.
      from !== 'HELD' && to !== 'HELD' && !(from === 'PLANNED' && to === 'FAILED');
    const ways = SEND_ARROWS.filter(isPossible).map(({ from, to }) => `${from} > ${to}`);
    expect(ways.filter((way) => !walked.has(way))).toEqual([]);
  });
});
