import { z } from 'zod';
import { journeySchema } from '#journey';

/** The journey language as JSON Schema (draft 2020-12), the text of docs/journey.schema.json: editors complete against it. */
export function journeyJsonSchema(): string {
  const schema = z.toJSONSchema(journeySchema, { io: 'input', reused: 'ref', cycles: 'ref' });
  return `${JSON.stringify({ title: 'Jornada journey', ...schema }, null, 2)}\n`;
}
