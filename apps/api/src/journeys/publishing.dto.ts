import type { PeoplePolicy, Published, Standing, StoredPublish } from '#journeys';
import { z } from 'zod';
import { idSchema, instantSchema } from '../http/shown-json';
import { problemOfJourneySchema } from './journeys.dto';

/** Steps that one call may speak of: as many as a journey may have. */
const MOST_STEPS = 1_000;

const policySchema = z
  .union([z.enum(['keep', 'exit']), z.strictObject({ move: z.string().min(1).max(100) })], {
    error: 'must be "keep", "exit" or { "move": a step of the new version }',
  })
  .meta({
    id: 'PeoplePolicy',
    description:
      '`keep`: they go on in their version. `exit`: they are taken out. `{ "move": step }`: they begin that step of the new version afresh.',
  });

const peopleSchema = z
  .record(z.string().min(1).max(100), policySchema)
  .refine((people) => Object.keys(people).length <= MOST_STEPS, {
    error: `speaks of at most ${MOST_STEPS} steps`,
  })
  .optional()
  .meta({
    description:
      'What becomes of the people of earlier versions, by the step they stand at; who is not spoken of is kept.',
    example: { 'cool-down': { move: 'hold' }, 'clicked?': 'exit' },
  });

const dryRunSchema = z.boolean().optional().meta({ description: 'Answers the same, and changes nothing.' });

export const publishBodySchema = z
  .strictObject({ people: peopleSchema, dryRun: dryRunSchema })
  .meta({ id: 'PublishBody', description: 'Nothing is needed.' });

export const rollbackBodySchema = z
  .strictObject({
    to: z.int().min(1).meta({ description: 'The version whose document is published again.' }),
    people: peopleSchema,
    dryRun: dryRunSchema,
  })
  .meta({ id: 'RollbackBody' });

const standing = {
  version: z.int(),
  step: z.string(),
  people: z.int().meta({ description: 'How many stood there when it was published.' }),
  policy: policySchema,
};

export const publishedSchema = z
  .object({
    version: z.int().meta({ description: 'The new version; in a dry run, the number that it would have.' }),
    publishId: idSchema
      .nullable()
      .meta({ description: 'GET /v1/publishes/:id tells how far it is with its people. Null in a dry run.' }),
    dryRun: z.boolean(),
    problems: z.array(problemOfJourneySchema).meta({ description: 'Warnings: they do not stop it.' }),
    people: z
      .array(
        z.object({
          ...standing,
          fate: z.string().meta({ description: 'What happens to each of them, in words.' }),
        }),
      )
      .meta({ description: 'Who stands where in earlier versions.' }),
    note: z.string().meta({ description: 'Which exit rules hold for whom.' }),
  })
  .meta({ id: 'PublishedJourney' });
export type ShownPublished = z.infer<typeof publishedSchema>;

const countSchema = z.int();

export const keySchema = z
  .object({
    id: idSchema,
    hint: z.string().meta({ description: 'Its last four characters.' }),
    label: z.string(),
  })
  .nullable()
  .meta({ description: 'The key that did it.' });

export const publishSchema = z
  .object({
    id: idSchema,
    journey: z.string(),
    version: z.int(),
    rollbackTo: z.int().nullable().meta({ description: 'The version whose document it is again.' }),
    previousVersion: z.int().nullable().meta({ description: 'What people entered before.' }),
    state: z
      .enum(['applying', 'applied', 'undoing', 'undone'])
      .meta({ description: 'Whether people are still being moved, or put back.' }),
    by: keySchema,
    at: instantSchema,
    appliedAt: instantSchema.nullable(),
    undo: z.object({ by: keySchema, at: instantSchema, doneAt: instantSchema.nullable() }).nullable(),
    people: z
      .array(
        z.object({
          ...standing,
          waiting: countSchema.meta({ description: 'Still to be moved or taken out.' }),
          moved: countSchema,
          exited: countSchema,
          left: countSchema.meta({ description: 'Had left the step before their turn came: not touched.' }),
          ended: countSchema.meta({ description: 'Their run had ended before: not touched.' }),
          kept: countSchema.meta({ description: 'Were still waiting when it was undone: not touched.' }),
          returned: countSchema.meta({ description: 'Put back by the undo.' }),
          stayed: countSchema.meta({
            description: 'Not put back: they had left the step they were moved to.',
          }),
        }),
      )
      .meta({ description: 'Per step of earlier versions. Of who is kept there is nothing to count.' }),
  })
  .meta({ id: 'Publish', description: 'A publish, and how far it is with the people of earlier versions.' });
export type ShownPublish = z.infer<typeof publishSchema>;

const NOTE =
  'Exit rules and the goal are those of the version a person is in: who is kept leaves by the rules of their own version, who is moved by those of the new one.';

/** What came of publishing, or would. */
export function shownPublished({ version, publishId, problems, standing: rows }: Published): ShownPublished {
  const people = rows.map((row) => ({ ...shownStanding(row), fate: fateOf(row, version) }));
  return { version, publishId, dryRun: publishId === null, problems: [...problems], people, note: NOTE };
}

function fateOf({ version, policy, target }: Standing, next: number): string {
  switch (policy) {
    case 'keep':
      return `go on where they are, in version ${version}`;
    case 'exit':
      return 'are taken out; messages that have not left will not leave';
    case 'move':
      return `begin step '${target ?? ''}' of version ${next} afresh; whose message is just leaving follows as soon as that is settled`;
  }
}

function shownStanding({ version, step, people, policy, target }: Standing): {
  version: number;
  step: string;
  people: number;
  policy: PeoplePolicy;
} {
  return { version, step, people, policy: policy === 'move' ? { move: target ?? '' } : policy };
}

/** A publish with its progress. */
export function shownPublish(publish: StoredPublish): ShownPublish {
  const { id, journey, version, rollbackTo, previousVersion, state, by, at, appliedAt } = publish;
  const undo = publish.undoAt && {
    by: publish.undoBy,
    at: publish.undoAt.toISOString(),
    doneAt: publish.undoneAt?.toISOString() ?? null,
  };
  return {
    ...{ id, journey, version, rollbackTo, previousVersion, state, by, undo },
    at: at.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    people: publish.standing.map((row) => ({ ...shownStanding(row), ...progressOf(publish, row) })),
  };
}

const nobody = { waiting: 0, moved: 0, exited: 0, left: 0, ended: 0, kept: 0, returned: 0, stayed: 0 };

function progressOf({ progress }: StoredPublish, { version, step }: Standing): typeof nobody {
  const counts = progress.filter((one) => one.version === version && one.step === step);
  return { ...nobody, ...Object.fromEntries(counts.map(({ state, count }) => [state, count])) };
}
