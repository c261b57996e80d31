import { parsePath } from '#conditions';
import { z } from 'zod';
import { nextSchema } from '../../names.schema';
import { isPathForm } from '../../values/path-form';
import { textParts } from '../../values/text-parts';
import { valueSchema } from '../../values/value.schema';

/** Attributes that one step changes at most. */
const MOST_ATTRIBUTES = 50;

const attributeSchema = z
  .string()
  .min(1, 'an attribute has a name')
  .max(200, 'the name of an attribute has at most 200 characters');

const givenSchema = valueSchema.refine((value) => value !== null, {
  error: 'nothing is no value',
  params: { hint: 'take the attribute away with "unset"' },
});

/** A number, or what stands for one. */
const amountSchema = valueSchema
  .refine(
    (value) => typeof value === 'number' || isPathForm(value) || isOnePath(value),
    'what is added is a number, or a path at which there is one',
  )
  .meta({ description: 'A number, or { "path": ... } or "{{ ... }}" where one is found.' });

function isOnePath(value: unknown): boolean {
  const parts = typeof value === 'string' ? textParts(value) : null;
  const [only, ...more] = parts ?? [];
  return only !== undefined && 'path' in only && more.length === 0 && parsePath(only.path) !== null;
}

/** Changes attributes of the person. */
export const updateProfileSchema = z
  .strictObject({
    kind: z.literal('updateProfile'),
    set: z.record(attributeSchema, givenSchema).optional(),
    increment: z.record(attributeSchema, amountSchema).optional(),
    append: z.record(attributeSchema, givenSchema).optional(),
    unset: z.array(attributeSchema).optional(),
    next: nextSchema,
  })
  .superRefine((step, context) => {
    const names = [step.set, step.increment, step.append].flatMap((named) => Object.keys(named ?? {}));
    const all = [...names, ...(step.unset ?? [])];
    const twice = all.find((name, index) => all.indexOf(name) !== index);
    const message =
      all.length === 0
        ? 'this step changes no attribute'
        : all.length > MOST_ATTRIBUTES
          ? `a step changes at most ${MOST_ATTRIBUTES} attributes`
          : twice === undefined
            ? null
            : `'${twice.slice(0, 60)}' is changed twice`;
    if (message) context.addIssue({ code: 'custom', message });
  });
