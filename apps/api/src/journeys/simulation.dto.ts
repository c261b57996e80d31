import { readInstant, scriptSchema } from '#journey';
import { z } from 'zod';
import { idSchema, instantSchema, objectSchema } from '../http/shown-json';
import { journeyDocumentSchema } from './journeys.dto';

const OLDEST = Date.UTC(1970, 0, 1);
const NEWEST = Date.UTC(2100, 0, 1);

const nowSchema = z
  .string()
  .refine(
    (text) => {
      const at = readInstant(text);
      return at !== null && at >= OLDEST && at < NEWEST;
    },
    { error: '"now" is an instant from 1970 to 2099, such as 2026-11-22T14:03:00Z' },
  )
  .meta({ format: 'date-time', description: 'When it begins; now where not given.' });

const bodyWith = <Document extends z.ZodType>(document: Document) =>
  scriptSchema
    .extend({
      now: nowSchema.optional(),
      version: z.int().min(1).optional().meta({ description: 'A published version instead of the draft.' }),
      journey: document.optional(),
    })
    .refine((body) => body.version === undefined || body.journey === undefined, {
      error: 'name a version or give a journey, not both',
      path: ['version'],
    });

/** What a simulation is asked by. The document in it is read as a journey further below. */
export const simulationBodySchema = bodyWith(objectSchema);
export const documentedBodySchema = bodyWith(journeyDocumentSchema).meta({
  id: 'SimulationBody',
  description: 'Whom to imagine and what happens to them. Only `event` is needed.',
  example: {
    profile: { email: 'ana@example.com', plan: 'free', timezone: 'America/Sao_Paulo' },
    event: { name: 'Cart Updated', properties: { cart_id: 'c-1', total: 129.9 } },
    script: [
      { after: '30m', profile: { plan: 'vip' } },
      { after: '2h', event: { name: 'Order Completed', properties: { cart_id: 'c-1' } } },
    ],
  },
});

const localSchema = z.string().meta({
  description: 'The same on the clock of the person.',
  example: '2026-11-22 14:03 (America/Sao_Paulo)',
});
const moment = { at: instantSchema, local: localSchema };

const messageSchema = z
  .object({
    from: z.object({ name: z.string(), email: z.string() }),
    replyTo: z.string().nullable(),
    subject: z.string(),
    preheader: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: 'SimulatedMessage', description: 'A message as it would leave.' });

const requestSchema = z
  .object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
  })
  .meta({ id: 'SimulatedRequest', description: 'A request as it would leave, but for its signature.' });

const sendSchema = z
  .object({
    ...moment,
    id: idSchema,
    step: z.string(),
    channel: z.enum(['email', 'webhook', 'audience']),
    template: z.string().nullable(),
    class: z.enum(['marketing', 'transactional']).nullable(),
    topic: z.string().nullable(),
    to: z
      .string()
      .nullable()
      .meta({ description: 'An e-mail address; of a webhook the host, of an audience its key.' }),
    outcome: z.enum(['accepted', 'refused', 'failed', 'unknown']),
    reason: z.string().nullable(),
    request: requestSchema.nullable().meta({ description: 'What a webhook would ask; null of a message.' }),
    message: messageSchema
      .nullable()
      .meta({ description: 'Null where it would not leave, or is not rendered.' }),
    error: z
      .object({ code: z.string(), sentence: z.string() })
      .nullable()
      .meta({ description: 'Why there is no message, where it would have left.' }),
  })
  .meta({ id: 'SimulatedSend' });
export type ShownSimulatedSend = z.infer<typeof sendSchema>;

const logRowSchema = z
  .object({
    seq: z.int(),
    ...moment,
    step: z.string().nullable(),
    kind: z.string().nullable(),
    visit: z.int(),
    did: z.enum(['entered', 'decided', 'rested', 'woken', 'sent', 'refused', 'ended']),
    because: z.string().meta({ description: 'The reason, in words.' }),
    detail: objectSchema.nullable(),
  })
  .meta({ id: 'SimulatedLogRow', description: 'What would happen at a step, when, and why.' });

const enrollmentSchema = z
  .object({
    key: z.string().meta({ description: 'The entry key.' }),
    state: z.enum(['active', 'completed', 'exited', 'failed']),
    step: z.string().meta({ description: 'Where it stands, or ended.' }),
    rest: z
      .object({ kind: z.enum(['wait', 'send', 'record']), at: instantSchema.nullable(), label: z.string() })
      .nullable()
      .meta({ description: 'What it still waits for.' }),
    because: z.string().nullable().meta({ description: 'Why it ended.' }),
    enteredAt: instantSchema,
    endedAt: instantSchema.nullable(),
    goalAt: instantSchema.nullable(),
    log: z.array(logRowSchema),
    sends: z.array(sendSchema),
  })
  .meta({ id: 'SimulatedEnrollment' });
export type ShownSimulatedEnrollment = z.infer<typeof enrollmentSchema>;

export const simulationSchema = z
  .object({
    journey: z.string(),
    version: z.int().nullable().meta({ description: 'Null: no published version.' }),
    from: instantSchema,
    until: instantSchema.meta({ description: 'When the last thing happens.' }),
    enrollments: z.array(enrollmentSchema),
    refusals: z
      .array(z.object({ ...moment, reason: z.string(), because: z.string() }))
      .meta({ description: 'When somebody would not be entered, and why.' }),
    stopped: z
      .object({ bound: z.enum(['turns', 'words', 'years']), because: z.string() })
      .nullable()
      .meta({ description: 'Why it goes no further, though more would happen.' }),
  })
  .meta({
    id: 'Simulation',
    description: 'What would become of an imagined person. Nothing of it is stored.',
  });
export type ShownSimulation = z.infer<typeof simulationSchema>;
