import type { ReportState } from './provider-reports.sql';

/**
 * The states of a send. PLANNED: to be posted. HELD: to be posted later. CLAIMED: somebody is posting it. ACCEPTED: the
 * provider has it. FAILED: it never will. UNKNOWN: only the provider knows. GIVEN_UP: unknown, and nobody asks any more.
 * REFUSED: it may not leave. The others are what the provider says of an accepted one later.
 */
export type SendState =
  'PLANNED' | 'HELD' | 'CLAIMED' | 'ACCEPTED' | 'FAILED' | 'UNKNOWN' | 'GIVEN_UP' | 'REFUSED' | ReportState;

/** A way from one state to another. */
export interface SendArrow {
  readonly from: SendState;
  readonly to: SendState;
  readonly when: string;
}

/**
 * Every way that a send can take once it is born, and when, but for what its provider reports later (which goes by rank).
 * Whoever moves a send is guarded by these.
 */
export const SEND_ARROWS: readonly SendArrow[] = [
  { from: 'PLANNED', to: 'CLAIMED', when: 'somebody is about to post it' },
  { from: 'PLANNED', to: 'REFUSED', when: 'its run ended or was moved away, or the gate refuses it now' },
  {
    from: 'PLANNED',
    to: 'FAILED',
    when: 'what was rendered is not kept any more, or its run went on without it',
  },
  { from: 'PLANNED', to: 'HELD', when: 'quiet hours have begun since it was planned' },
  { from: 'HELD', to: 'HELD', when: 'its time has come in quiet hours: it is held until they end' },
  { from: 'HELD', to: 'CLAIMED', when: 'its time has come, and somebody is about to post it' },
  { from: 'HELD', to: 'REFUSED', when: 'its run ended or was moved away, or the gate refuses it now' },
  {
    from: 'HELD',
    to: 'FAILED',
    when: 'what was rendered is not kept any more, or its run went on without it',
  },
  { from: 'CLAIMED', to: 'ACCEPTED', when: 'the provider took it' },
  { from: 'CLAIMED', to: 'FAILED', when: 'the provider rejected it, or its run went on without it' },
  { from: 'CLAIMED', to: 'PLANNED', when: 'it has surely not left' },
  { from: 'CLAIMED', to: 'REFUSED', when: 'it has surely not left, and its run has ended meanwhile' },
  {
    from: 'CLAIMED',
    to: 'UNKNOWN',
    when: 'nobody knows whether it left, or the lease of its claimer is over',
  },
  {
    from: 'UNKNOWN',
    to: 'CLAIMED',
    when: 'its provider recognises what it has, and is asked again; or to send it again was chosen',
  },
  { from: 'UNKNOWN', to: 'ACCEPTED', when: 'its claimer is heard late: the provider took it' },
  { from: 'UNKNOWN', to: 'FAILED', when: 'its claimer is heard late: the provider rejected it' },
  {
    from: 'UNKNOWN',
    to: 'PLANNED',
    when: 'its claimer is heard late: it has surely not left; or reports prove that',
  },
  {
    from: 'UNKNOWN',
    to: 'REFUSED',
    when: 'its claimer is heard late: it has surely not left, and its run has ended',
  },
  { from: 'UNKNOWN', to: 'GIVEN_UP', when: 'a day without evidence, or its provider may not be asked again' },
  { from: 'GIVEN_UP', to: 'ACCEPTED', when: 'its claimer is heard late: the provider took it' },
  { from: 'GIVEN_UP', to: 'FAILED', when: 'its claimer is heard late: the provider rejected it' },
];

/** From which states a send may come into this one. */
export function statesBefore(to: SendState): readonly SendState[] {
  return SEND_ARROWS.filter((arrow) => arrow.to === to).map((arrow) => arrow.from);
}
