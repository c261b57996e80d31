import { conditionSchema, pathSchema } from '#conditions';
import { z } from 'zod';
import { engagementNames } from './engagement';
import { eventNameSchema, stepIdSchema } from './names.schema';

const ofSchema = z
  .union([z.literal('any'), z.array(stepIdSchema).min(1, 'a list of steps has at least one').max(50)], {
    error: '"of" is "any", or a list of steps, like ["mail"]',
  })
  .meta({
    description:
      'Of which messages: of these steps, or of any journey; of this enrollment where nothing is said. Only with events such as Email Clicked.',
  });

/** What listens for an event: its name, what must hold of it, and which enrollments and messages it concerns. */
export const listenerShape = {
  event: eventNameSchema,
  where: conditionSchema.optional(),
  key: pathSchema.optional(),
  of: ofSchema.optional(),
};

/** "of" is of messages, so it belongs to events about them. */
export function isOfAMessage({ event, of }: { readonly event: string; readonly of?: unknown }): boolean {
  return of === undefined || engagementNames.has(event);
}

/** What is said where it stands with another event. */
export const OF_MISPLACED = {
  error: '"of" belongs to events about messages, such as Email Clicked',
  path: ['of'],
  params: { hint: 'leave it out' },
};
