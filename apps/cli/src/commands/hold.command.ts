import type { Command } from 'commander';
import type { Doing } from './context';

const HOLDS = [
  ['pause', 'hold a journey: nobody enters, nobody moves, nothing is sent; clocks run on'],
  ['resume', 'let a paused journey go on'],
  ['stop', 'end a journey: everybody inside is taken out'],
] as const;

/** `jornada pause`, `resume` and `stop`. */
export function addHold(program: Command, doing: Doing): void {
  for (const [name, description] of HOLDS) {
    program
      .command(name)
      .description(description)
      .argument('<journey>', 'its key')
      .action(
        doing<[string]>(async ({ style, api }, key) => {
          const journey = await api().post<{ readonly state: string }>(
            `/v1/journeys/${encodeURIComponent(key)}/${name}`,
          );
          return { json: journey, lines: [`${style.good('✓')} ${style.strong(key)} is ${journey.state}`] };
        }),
      );
  }
}
