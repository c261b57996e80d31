import type { SendCommand } from '../command';
import type { RefusalReason } from '../decide-entry';
import type { LogEntry } from '../log';
import type { Rest } from '../run';
import type { Stopped } from './bounds';
import type { Answer } from './imagined-world';

/** An instant (epoch ms), and the same on the clock of the person then. */
export interface Moment {
  readonly at: number;
  /** As people there write it: `2026-11-22 14:03 (America/Sao_Paulo)`. */
  readonly local: string;
}

/** A message that a journey asked for, and what became of it. The host renders it. */
export interface SimulatedSend extends Moment {
  readonly command: SendCommand;
  readonly outcome: Answer['outcome'];
  readonly reason: string | null;
}

/** One passage through the journey. Instants are epoch milliseconds. */
export interface SimulatedEnrollment {
  readonly key: string;
  readonly state: 'active' | 'completed' | 'exited' | 'failed';
  /** Why it ended. */
  readonly because: string | null;
  /** Where it stands, or ended. */
  readonly step: string;
  /** What it still rests on when the simulation is over. */
  readonly rest: Rest | null;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly goalAt: number | null;
  readonly log: readonly (LogEntry & Moment)[];
  readonly sends: readonly SimulatedSend[];
}

/** An entry that was refused. */
export interface SimulatedRefusal extends Moment {
  readonly reason: RefusalReason;
  readonly because: string;
}

/** What would become of an imagined person. Instants are epoch milliseconds. */
export interface Simulation {
  readonly from: number;
  /** When the last thing happened. */
  readonly until: number;
  readonly enrollments: readonly SimulatedEnrollment[];
  readonly refusals: readonly SimulatedRefusal[];
  /** Why it went no further, though more would have happened; null = nothing more would. */
  readonly stopped: Stopped | null;
}
