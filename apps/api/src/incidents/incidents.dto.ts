import type { OpenIncident } from '#enrollments';
import { z } from 'zod';
import { idSchema, instantSchema } from '../http/shown-json';

export const incidentSchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    code: z.string(),
    message: z.string(),
    enrollmentId: idSchema,
    journey: z.string(),
    step: z.string().nullable(),
    userId: z.string().nullable(),
  })
  .meta({ id: 'Incident', description: 'A fault that an enrollment stands still for.' });
export type ShownIncident = z.infer<typeof incidentSchema>;

/** An incident as it is answered. */
export function shownIncident(incident: OpenIncident): ShownIncident {
  const { id, at, code, message, enrollmentId, journeyKey, step, userId } = incident;
  return { id, at: at.toISOString(), code, message, enrollmentId, journey: journeyKey, step, userId };
}
