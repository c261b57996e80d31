import { durationSchema } from '#conditions';
import { journeySchema } from '#journey';
import type { StoredJourney } from '#journeys';
import { z } from 'zod';
import { instantSchema, objectSchema } from '../http/shown-json';

/** The journey language, as the API documents it. */
export const journeyDocumentSchema = journeySchema.meta({
  id: 'JourneyDocument',
  description: 'A journey: a flat map of steps, each with an explicit `next`.',
  example: {
    key: 'abandoned-cart',
    name: 'Carrinho abandonado',
    trigger: { event: 'Cart Updated' },
    exit: [{ event: 'Order Completed', reason: 'bought' }],
    start: 'cool-down',
    steps: {
      'cool-down': { kind: 'wait', for: '1h', next: 'mail' },
      mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
    },
  },
});

export const problemOfJourneySchema = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning']),
    step: z.string().nullable(),
    path: z.string().meta({ description: 'Where in the document: an RFC 6901 pointer.' }),
    sentence: z.string(),
    hint: z.string(),
  })
  .meta({
    id: 'JourneyProblem',
    description: 'A finding about a journey. An error blocks publishing, a warning does not.',
  });
const problems = z.array(problemOfJourneySchema);

const listed = {
  key: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'running', 'paused', 'stopped']).meta({ description: 'draft: never published.' }),
  publishedVersion: z.int().nullable().meta({ description: 'The version that people enter.' }),
  createdAt: instantSchema,
  updatedAt: instantSchema,
};

export const listedJourneySchema = z.object(listed).meta({ id: 'ListedJourney' });
export type ListedJourney = z.infer<typeof listedJourneySchema>;

export const journeyShownSchema = z
  .object({
    ...listed,
    draft: objectSchema.nullable().meta({ description: 'The document as it was saved last.' }),
  })
  .meta({ id: 'Journey' });
export type ShownJourney = z.infer<typeof journeyShownSchema>;

export const savedJourneySchema = z
  .object({ journey: journeyShownSchema, problems })
  .meta({ id: 'SavedJourney' });
export const checkedSchema = z.object({ problems }).meta({ id: 'CheckedJourney' });

export const resumeBodySchema = z
  .strictObject({
    skipOverdueBy: durationSchema.optional().meta({
      description:
        'Who has been overdue for longer than this is taken out, with that reason. A day is 24 hours.',
      example: '1h',
    }),
  })
  .meta({ id: 'ResumeBody', description: 'Nothing is needed.' });

export const versionSchema = z
  .object({ number: z.int(), publishedAt: instantSchema, document: objectSchema })
  .meta({ id: 'JourneyVersion' });
export type ShownVersion = z.infer<typeof versionSchema>;

/** A journey as a list shows it. */
export function listedJourney({
  key,
  name,
  state,
  publishedVersion,
  createdAt,
  updatedAt,
}: StoredJourney): ListedJourney {
  return {
    key,
    name,
    state,
    publishedVersion,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A journey with its draft. */
export function shownJourney(journey: StoredJourney): ShownJourney {
  return { ...listedJourney(journey), draft: journey.draft as ShownJourney['draft'] };
}
