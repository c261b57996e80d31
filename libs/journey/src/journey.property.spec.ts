import fc from 'fast-check';
import { advance, type Turn } from './advance';
import type { Command } from './command';
import type { LogEntry } from './log';
import { semanticsOf } from './step-table';
import { stepOf } from './standing';
import { kinds } from './steps/step.schema';
import type { ImaginedWorld } from './testing';
import { anyStory, play, stepsByKind, type AnyStory } from './testing/any-story';

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
    const worlds = fc.sample(anyStory, { numRuns: 600, seed: 2026 }).map((story) => play(story));
    const states = new Set(worlds.flatMap((world) => world.runs.map((run) => run.end?.state ?? 'active')));
    expect([...states].toSorted()).toEqual(['active', 'completed', 'exited', 'failed']);
    expect(worlds.flatMap((world) => world.refusals).length).toBeGreaterThan(20);
    expect(worlds.flatMap((world) => world.sends).length).toBeGreaterThan(20);
    const chains = worlds.flatMap(({ turns }) =>
      turns.filter(({ commands }) => commands[0]?.kind === 'record'),
    );
    expect(chains.length).toBeGreaterThan(5);
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

  test('a turn asks for one thing at most, rests on what it asks for, and asks for nothing twice', () => {
    always((world) => {
      for (const { commands, run, end } of world.turns) {
        expect(commands.length).toBeLessThanOrEqual(end === null ? 1 : 0);
        if (commands[0]) expect(run.rest).toMatchObject({ kind: commands[0].kind });
      }
      const ids = world.turns.flatMap(({ commands }) => commands.map(idOf));
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
        const isChain = end?.because.includes('have begun one another') ?? false;
        expect(Math.max(0, ...visits) > most).toBe(end?.state === 'failed' && !isChain);
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
    always((world) => {
      for (const [index, { run, end }] of world.turns.entries()) {
        const known = world.runs.find((one) => one.run.id === run.id);
        const situation = world.situations[index];
        if (!known || !situation || end !== null) continue;
        const again = advance(known.journey, run, { ...situation, won: null, send: null });
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
  return run.rest.kind !== 'wait' || until !== null || semanticsOf(step).hear !== undefined;
}

function idOf(command: Command): string {
  return command.kind === 'send' ? command.sendId : command.messageId;
}

function isSilent(entry: LogEntry): boolean {
  return entry.because === '' || /undefined|NaN|\[object/.test(entry.because);
}
