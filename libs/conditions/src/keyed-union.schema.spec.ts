import { z } from 'zod';
import { keyedUnion } from './keyed-union.schema';

const triggerSchema = keyedUnion({
  event: z.strictObject({ event: z.string(), where: z.number().optional() }),
  api: z.strictObject({ api: z.literal(true) }),
});

function said(value: unknown, schema: z.ZodType = triggerSchema): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: ${issue.message}`,
  );
}

describe('a union of forms told apart by their key', () => {
  test.each([[{ event: 'X' }], [{ event: 'X', where: 1 }], [{ api: true }]])('%j has a form', (value) => {
    expect(triggerSchema.parse(value)).toEqual(value);
  });

  test('problems are those of the one form that is meant, at their place', () => {
    expect(said({ event: 5, where: 'x' })).toEqual([
      'event: Invalid input: expected string, received number',
      'where: Invalid input: expected number, received string',
    ]);
    expect(said({ event: 'X', api: true })).toEqual([': Unrecognized key: "api"']);
  });

  test.each([
    [null],
    [undefined],
    [1],
    ['event'],
    [[]],
    [['event']],
    [{}],
    [{ toString: 1 }],
    [Object.create({ event: 'X' })],
  ])('%j has none', (value) => {
    expect(said(value)).toEqual([': an object with one of "event", "api" is expected here']);
  });

  test('what is refused at sight is not read', () => {
    const picky = keyedUnion({ a: z.strictObject({ a: z.string() }) }, (input) =>
      Array.isArray(input) ? 'no lists' : null,
    );
    expect(said([], picky)).toEqual([': no lists']);
    expect(said({ a: 1 }, picky)).toHaveLength(1);
    expect(said({ a: 'x' }, picky)).toEqual([]);
  });

  test('is still one with a description, a check, or where it may be absent', () => {
    const described = z.object({ trigger: triggerSchema.meta({ description: 'what starts it' }).optional() });
    expect(described.parse({})).toEqual({});
    expect(said({ trigger: { event: 1 } }, described)).toHaveLength(1);
    const checked = triggerSchema.refine((trigger) => !('api' in trigger), 'not yet');
    expect(said({ api: true }, checked)).toEqual([': not yet']);
    expect(said({ event: 'X' }, checked)).toEqual([]);
  });

  test('its JSON Schema lists the forms', () => {
    expect(z.toJSONSchema(triggerSchema).anyOf).toMatchObject([
      { required: ['event'] },
      { required: ['api'] },
    ]);
  });
});
