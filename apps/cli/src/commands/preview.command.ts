import type { Command } from 'commander';
import { wrongUse } from '../complaint';
import type { Doing } from './context';
import { jsonOption } from './options';

interface Options {
  readonly person?: string;
  readonly profile?: string;
  readonly event?: string;
  readonly html?: true;
}

interface Rendered {
  readonly from: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly preheader: string | null;
  readonly html: string | null;
  readonly text: string;
}

/** `jornada preview`: a template as it would leave. */
export function addPreview(program: Command, doing: Doing): void {
  program
    .command('preview')
    .description('show a template as it would leave')
    .argument('<template>', 'its key')
    .option('--person <user-id>', 'for this person')
    .option('--profile <json>', 'for an imagined one: attributes, as JSON or @file')
    .option('--event <json>', 'the properties of the trigger event: JSON, or @file')
    .option('--html', 'show the HTML, to be written to a file')
    .action(
      doing<[string, Options]>(async ({ terminal, style, api }, template, options) => {
        const { person, profile, event, html } = options;
        if (person !== undefined && profile !== undefined)
          throw wrongUse('--person and --profile are both given.', 'Name a person or imagine one.');
        const rendered = await api().post<Rendered>(`/v1/templates/${encodeURIComponent(template)}/render`, {
          ...(person === undefined ? {} : { userId: person }),
          ...(profile === undefined ? {} : { profile: jsonOption(terminal, '--profile', profile) }),
          ...(event === undefined ? {} : { event: { properties: jsonOption(terminal, '--event', event) } }),
        });
        const { from, subject, preheader, text } = rendered;
        return {
          json: rendered,
          lines: html
            ? (rendered.html ?? '').split('\n')
            : [
                `From: ${from.name} <${from.email}>`,
                `Subject: ${style.strong(subject)}`,
                ...(preheader === null ? [] : [`Preheader: ${preheader}`]),
                '',
                ...text.split('\n'),
              ],
        };
      }),
    );
}
