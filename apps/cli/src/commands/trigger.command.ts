import type { Command } from 'commander';
import type { Doing } from './context';
import { jsonOption, namedValues, several } from './options';

interface Options {
  readonly person: string;
  readonly property?: readonly string[];
  readonly properties?: string;
  readonly key?: string;
}

type Triggered =
  | { readonly entered: true; readonly enrollmentId: string }
  | { readonly entered: false; readonly because: string };

/** `jornada trigger`: begins a journey for a person, where its trigger is the API. */
export function addTrigger(program: Command, doing: Doing): void {
  program
    .command('trigger')
    .description('begin a journey for a person; its trigger is { "api": true }')
    .argument('<journey>', 'its key')
    .requiredOption('--person <user-id>', 'whom')
    .option('--property <name=value>', 'what the journey reads as event.<name>; may be given again', several)
    .option('--properties <json>', 'the same as a JSON object, or @file')
    .option('--key <key>', 'the entry key, in place of what the entry rule would take')
    .action(
      doing<[string, Options]>(async ({ terminal, style, api }, journey, options) => {
        const { person: userId, property = [], key } = options;
        const properties = {
          ...(options.properties === undefined
            ? {}
            : jsonOption(terminal, '--properties', options.properties)),
          ...namedValues('--property', property),
        };
        const path = `/v1/journeys/${encodeURIComponent(journey)}/trigger`;
        const body = { userId, properties, ...(key === undefined ? {} : { key }) };
        const triggered = await api().post<Triggered>(path, body);
        if (!triggered.entered) {
          const line = `${style.warning('!')} ${userId} did not enter ${style.strong(journey)}: ${triggered.because}.`;
          return { json: triggered, lines: [line], exitCode: 1 };
        }
        return {
          json: triggered,
          lines: [
            `${style.good('✓')} ${userId} entered ${style.strong(journey)}.`,
            `  ${style.quiet(`jornada why ${triggered.enrollmentId}`)}`,
          ],
        };
      }),
    );
}
