import { addDuration, durationSchema, parseDuration, parsePath } from '#conditions';
import { z } from 'zod';
import { nextSchema, variableSchema } from '../../names.schema';
import { valueSchema } from '../../values/value.schema';
import { textParts } from '../../values/text-parts';
import { METHODS, MOST_TIMEOUT } from './webhook-request';

/** The scheme and the host stand as they are: what comes from data can only be in what follows. */
const ORIGIN = /^https?:\/\/[^\s/?#@{}\\]+(?=[/?#]|$)/;

const urlSchema = z
  .string()
  .max(2_000, 'a URL has at most 2000 characters')
  .refine((text) => isOrigin(ORIGIN.exec(text)?.[0]), {
    error:
      'a URL begins with http:// or https:// and a host, without a password; double braces only come after these',
    abort: true,
  })
  .refine((text) => hasPaths(text), 'in double braces stands a path such as event.total, and nothing else')
  .meta({
    description: 'Where to call. What is in double braces is written in as one part of a path or a query.',
    examples: ['https://api.example.com/people/{{ profile.crm_id }}'],
  });

/** Headers that are ours to say, or that say how the request is framed. */
const OURS =
  /^(?:host|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|idempotency-key|webhook-.*)$/i;

const headerNameSchema = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'the name of a header is letters, digits and dashes')
  .refine((name) => !OURS.test(name), 'this header is said by Jornada itself');

const headerValueSchema = z
  .string()
  .max(2_000, 'a header has at most 2000 characters')
  .regex(/^[\t\x20-\x7e]*$/, 'a header is one line of plain letters, digits and signs')
  .refine((text) => hasPaths(text), 'in double braces stands a path such as event.total, and nothing else');

/** A place in what the step leaves: `status`, `body`, `body.items[0].id`. */
const replyPathSchema = z
  .string()
  .max(400, 'a path has at most 400 characters')
  .refine(
    (path) => /^(?:status$|body(?=$|[.[]))/.test(path) && parsePath(`steps.id.${path}`) !== null,
    'a part of the answer is status, body, or a place in it such as body.items[0].id',
  );

/** Calls an endpoint over HTTP, and holds the person until it has answered, or will not any more. */
export const webhookSchema = z
  .strictObject({
    kind: z.literal('webhook'),
    method: z.enum(METHODS).optional().meta({ description: 'POST where nothing is said.' }),
    url: urlSchema,
    headers: z
      .record(headerNameSchema, headerValueSchema)
      .refine((headers) => Object.keys(headers).length <= 20, 'there are at most 20 headers')
      .optional(),
    body: valueSchema.optional().meta({ description: 'A text is sent as it is, anything else as JSON.' }),
    timeout: durationSchema
      .refine((text) => isTimeout(text), `a timeout is from 1s to ${MOST_TIMEOUT / 1_000}s`)
      .optional()
      .meta({ description: 'How long one attempt may take; 10s where nothing is said.' }),
    saveAs: z
      .record(variableSchema, replyPathSchema)
      .refine((parts) => Object.keys(parts).length <= 50, 'a webhook saves at most 50 parts')
      .optional()
      .meta({ description: 'Variables of the enrollment, and the part of the answer that each is set to.' }),
    onError: nextSchema.optional(),
    next: nextSchema,
  })
  .refine(({ method, body }) => method !== 'GET' || body === undefined, {
    error: 'a GET has no body',
    path: ['body'],
  });

function isOrigin(text: string | undefined): boolean {
  return text !== undefined && URL.canParse(text) && new URL(text).password === '';
}

function hasPaths(text: string): boolean {
  const parts = textParts(text);
  // A path may have any sign in it; but who writes a pipe here, means a filter.
  return parts !== null && parts.every((part) => 'text' in part || isPlainPath(part.path));
}

function isPlainPath(text: string): boolean {
  return parsePath(text) !== null && !text.includes('|');
}

function isTimeout(text: string): boolean {
  const duration = parseDuration(text);
  const length = duration ? addDuration(0, duration, 'UTC') : 0;
  return length >= 1_000 && length <= MOST_TIMEOUT;
}
