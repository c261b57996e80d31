import type { Command } from 'commander';
import { wrongUse } from '../complaint';
import type { Named } from '../definitions/definitions';
import type { Doing } from './context';
import { jsonOption } from './options';

interface Options {
  readonly person?: string;
  readonly profile?: string;
  readonly event?: string;
  readonly run?: string;
  readonly steps?: string;
  readonly locale?: string;
  readonly transactional?: true;
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
    .option('--run <json>', 'variables that the journey set: JSON, or @file')
    .option('--steps <json>', 'what earlier steps left, by step: JSON, or @file')
    .option('--locale <locale>', 'for an imagined one who reads this language, such as pt-BR')
    .option('--transactional', 'as a message that is no marketing: without a way out')
    .option('--html', 'show the HTML, to be written to a file')
    .action(
      doing<[string, Options]>(async ({ terminal, style, api }, template, options) => {
        const { person, profile, event, run, steps, locale, html } = options;
        if (person !== undefined && (profile !== undefined || locale !== undefined)) {
          const other = profile === undefined ? '--locale' : '--profile';
          throw wrongUse(`--person and ${other} are both given.`, 'Name a person or imagine one.');
        }
        const said = (option: string, text: string | undefined): Named =>
          text === undefined ? {} : jsonOption(terminal, `--${option}`, text);
        const rendered = await api().post<Rendered>(`/v1/templates/${encodeURIComponent(template)}/render`, {
          ...(person === undefined ? {} : { userId: person }),
          ...(person === undefined
            ? { profile: { ...said('profile', profile), ...(locale === undefined ? {} : { locale }) } }
            : {}),
          event: { properties: said('event', event) },
          run: said('run', run),
          steps: said('steps', steps),
          class: options.transactional ? 'transactional' : 'marketing',
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
