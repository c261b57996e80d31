import { judgeImagined, readInstant, simulate, type Journey, type Simulation } from '#journey';
import { Complaint } from '../complaint';
import type { Definition } from '../definitions/definitions';
import type { SimulationFile } from './simulation-file.schema';

/** What a simulation is told in, beside the journey. */
export interface Setting {
  readonly topics: readonly Definition[];
  /** The workspace's time zone. */
  readonly zone: string;
  /** When it begins, unless the file says so (epoch ms). */
  readonly now: number;
}

/**
 * Tells what a journey would do with an imagined person, here, without a server: by the functions that hold in earnest.
 * A topic that no file defines is taken for one that people are in; quiet hours and caps are the workspace's.
 * @throws Complaint where the journey or the event does not allow it
 */
export function imagine(journey: Journey, wish: SimulationFile, { topics, zone, now }: Setting): Simulation {
  const { name: _name, expect: _expect, now: chosen, ...script } = wish;
  const defaults = new Map(
    topics.map(({ key, body }) => [key, body['default'] === 'in' ? 'in' : 'out'] as const),
  );
  const told = simulate(journey, script, {
    now: readInstant(chosen) ?? now,
    zone,
    answer: (send, asked) => {
      const isKnown = send.topic === null || defaults.has(send.topic);
      const topicsNow = isKnown ? defaults : new Map([...defaults, [send.topic, 'in'] as const]);
      return judgeImagined(send, asked, { topics: topicsNow, quietHours: null, caps: [] }, script);
    },
  });
  if (told.kind === 'simulated') return told.simulation;
  const { sentence, hint, path } = told.problem;
  throw new Complaint(1, sentence, { hint, code: 'cannot-simulate', problems: [{ path, sentence, hint }] });
}
