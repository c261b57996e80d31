import { createHash } from 'node:crypto';
import type { Failpoint } from '#delivery';
import type { Fault, Slowness } from '../../fakes/sendgrid/faults';

/** Where who sends is struck down. */
export const FAILPOINTS = [
  ...(['before-turn-written', 'before-claim', 'after-claim', 'after-posted', 'after-recorded'] as const),
] as const satisfies readonly Failpoint[];

const answers = (status: number, accepted: boolean): Fault => ({ kind: 'answer', status, accepted });

/** What SendGrid does with a first request instead of taking it and saying so. */
export const ANSWERS = {
  'hangs, having taken nothing': { kind: 'hang' },
  'is slow': { kind: 'slow', ms: 3_000 },
  'breaks off, having taken nothing': { kind: 'reset', accepted: false },
  'breaks off, having taken it': { kind: 'reset', accepted: true },
  '500, having taken nothing': answers(500, false),
  '500, having taken it': answers(500, true),
  '502, having taken nothing': answers(502, false),
  '504, having taken it': answers(504, true),
  '503': answers(503, false),
  '429': answers(429, false),
} as const satisfies { readonly [name: string]: Fault | Slowness };

export type Answer = keyof typeof ANSWERS;

/** What happens to one send. */
export interface Fate {
  /** Where who sends it is struck down; null = nowhere. */
  readonly heldAt: Failpoint | null;
  /** What its first request comes to; null = it is taken. */
  readonly answer: Answer | null;
}

/** So many of each, in an order that follows from the seed. */
export function castFates(each: number, seed: string): readonly Fate[] {
  const fates: readonly Fate[] = [
    // Who comes to a later claim was not taken the first time.
    ...FAILPOINTS.map((heldAt) => ({ heldAt, answer: heldAt === 'before-claim' ? ('503' as const) : null })),
    ...(Object.keys(ANSWERS) as Answer[]).map((answer) => ({ heldAt: null, answer })),
  ];
  return Array.from({ length: each }, () => fates)
    .flat()
    .map((fate, at) => ({ fate, place: createHash('sha256').update(`${seed} ${at}`).digest('hex') }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ fate }) => fate);
}
