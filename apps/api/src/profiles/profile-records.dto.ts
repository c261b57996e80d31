import type { ConsentEntry, TimelineEntry } from '#profiles';
import { z } from 'zod';
import { instantSchema, objectSchema } from '../http/shown-json';
import { profileSchema } from './profiles.dto';

export const timelineEntrySchema = z
  .object({
    at: instantSchema,
    kind: z.enum(['event', 'consent', 'entered', 'send', 'ended']),
    sentence: z.string(),
    detail: objectSchema.meta({ description: 'What programs want of it; by kind.' }),
  })
  .meta({ id: 'TimelineEntry', description: 'Something that happened to a person.' });
export type ShownTimelineEntry = z.infer<typeof timelineEntrySchema>;

export const consentEntrySchema = z
  .object({
    at: instantSchema,
    topic: z.string().nullable().meta({ description: 'Null of a pause, which is about all of them.' }),
    channel: z.string(),
    state: z.enum(['granted', 'denied', 'default', 'paused', 'resumed']).meta({
      description: '`default`: taken back, so that what the topic says of silence counts.',
    }),
    until: instantSchema.nullable().meta({ description: 'Of a pause.' }),
    by: z.enum(['api', 'recipient', 'provider', 'merge']),
    actor: z.string().meta({ description: 'The id of the key; or by which page or link of which send.' }),
    textVersion: z.string().nullable().meta({
      description: 'Which text they were shown: page, version, language. Null = none.',
      example: 'preferences/1/pt-BR',
    }),
  })
  .meta({ id: 'ConsentEntry', description: 'A change of what a person agreed to.' });
export type ShownConsentEntry = z.infer<typeof consentEntrySchema>;

/** An entry of a consent log as it is answered. */
export function shownConsentEntry(entry: ConsentEntry): ShownConsentEntry {
  const { at, topic, channel, state, until, source, actor, textVersion } = entry;
  return consentEntrySchema.parse({
    ...{ at: at.toISOString(), topic: topic === '' ? null : topic, channel, state, by: source, actor },
    ...{ until: until?.toISOString() ?? null, textVersion },
  });
}

const rows = z.array(objectSchema);
export const exportSchema = z
  .object({
    exportedAt: instantSchema,
    profile: profileSchema,
    suppressions: rows,
    consentLog: rows,
    enrollments: rows.meta({ description: 'Each with its log.' }),
    refusals: rows,
    sends: rows.meta({ description: 'Each with its address and, while it is kept, its content.' }),
    events: rows,
    notIncluded: z.array(z.string()).meta({ description: 'What is not in here, in sentences.' }),
  })
  .meta({ id: 'ProfileExport', description: 'Everything that we hold of a person.' });

/** What a reader reads of an entry. */
const sentences: {
  readonly [K in TimelineEntry['kind']]: (detail: Readonly<Record<string, unknown>>) => string;
} = {
  event: ({ name, source }) => `${quoted(name)} happened${source === 'import' ? ' (imported)' : ''}.`,
  consent: ({ topic, channel, state, until, source }) =>
    state === 'paused' || state === 'resumed'
      ? `Wants ${state === 'paused' ? `no messages until ${String(until)}` : 'messages again'} (${String(source)}).`
      : state === 'default'
        ? `Consent to ${quoted(topic)} by ${String(channel)} was taken back to the default of the topic (${String(source)}).`
        : `Consent to ${quoted(topic)} by ${String(channel)} was ${String(state)} (${String(source)}).`,
  entered: ({ journey, version }) => `Entered journey ${quoted(journey)}, version ${String(version)}.`,
  send: ({ template, journey, step, state, reason }) =>
    `A message ${quoted(template)} of journey ${quoted(journey)}, step ${quoted(step)}: ${String(state)}${inBrackets(reason)}.`,
  ended: ({ journey, state, because }) =>
    `Left journey ${quoted(journey)}: ${String(state)}${inBrackets(because)}.`,
};

function quoted(name: unknown): string {
  return `'${String(name)}'`;
}

function inBrackets(reason: unknown): string {
  return typeof reason === 'string' ? ` (${reason})` : '';
}

/** An entry of a timeline as it is answered. */
export function shownTimelineEntry({ at, kind, detail }: TimelineEntry): ShownTimelineEntry {
  return { at: at.toISOString(), kind, sentence: sentences[kind](detail), detail };
}
