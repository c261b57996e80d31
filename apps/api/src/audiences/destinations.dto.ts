import type { AudienceDestination, DestinationCounts, WishedDestination } from '#delivery';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsOneOf } from '../http/field-rules';
import { instantSchema } from '../http/shown-json';

const text = z
  .string()
  .min(1)
  .max(4_000)
  .refine((one) => /^[!-~]+$/.test(one), { error: 'must be as the network shows it, without spaces' });
const digits = (what: string) =>
  z.string().refine((one) => /^\d{1,30}$/.test(one), { error: `must be ${what}: digits` });
const account = z
  .string()
  .refine((one) => /^\d{3}-?\d{3}-?\d{4}$/.test(one), {
    error: 'must be the ID of a Google Ads account, such as 123-456-7890',
  })
  .meta({ example: '123-456-7890' });
const url = z
  .string()
  .max(2_000)
  .refine((one) => URL.canParse(one) && /^https?:$/.test(new URL(one).protocol), {
    error: 'must be an http or https URL',
  });

const metaSchema = z.strictObject({
  kind: z.literal('meta'),
  audienceId: digits('the ID of a custom audience').meta({ example: '23850000000000001' }),
  limitedDataUse: z
    .boolean()
    .optional()
    .meta({ description: 'Whether Meta is to limit its use of the data (LDU). Default: false.' }),
  credentials: z.strictObject({ accessToken: text }).optional(),
});

const googleSchema = z.strictObject({
  kind: z.literal('google'),
  accountId: account.meta({ description: 'The Google Ads account that has the list.' }),
  loginAccountId: account
    .optional()
    .meta({ description: 'The manager account by which it is reached, if it is by one.' }),
  audienceId: digits('the ID of a Customer Match list').meta({ example: '987654321' }),
  consent: z.literal('granted').optional().meta({
    description:
      'For an audience without a topic: that its people agreed to ad user data and ad personalization, as you know it. Who is in an audience with a topic has agreed.',
  }),
  credentials: z.strictObject({ clientId: text, clientSecret: text, refreshToken: text }).optional(),
});

const webhookSchema = z.strictObject({
  kind: z.literal('webhook'),
  url: url.meta({ example: 'https://shop.example/audiences/buyers' }),
});

/** A destination to connect, or to change. */
export const destinationBodySchema = z
  .discriminatedUnion('kind', [metaSchema, googleSchema, webhookSchema])
  .meta({
    id: 'DestinationBody',
    description: 'Without credentials: those that it has already.',
    example: {
      ...{ kind: 'meta', audienceId: '23850000000000001', credentials: { accessToken: 'EAAB…' } },
    },
  });

/** Account IDs are written with dashes for people, and without for programs. */
export function wishOf(body: z.output<typeof destinationBodySchema>): WishedDestination {
  if (body.kind !== 'google') return body;
  const { accountId, loginAccountId, ...rest } = body;
  const plain = (id: string): string => id.replaceAll('-', '');
  return {
    ...rest,
    accountId: plain(accountId),
    ...(loginAccountId !== undefined && { loginAccountId: plain(loginAccountId) }),
  };
}

/** How a destination is disconnected. */
export class DisconnectQuery {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    default: 'true',
    description: 'Whether everybody is taken out of its list first.',
  })
  @IsOptional()
  @IsOneOf(['true', 'false'])
  readonly empty?: string;
}

export const destinationSchema = z
  .object({
    key: z.string(),
    kind: z.enum(['meta', 'google', 'webhook']),
    settings: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Which list, and how it is told. Credentials are never shown.' }),
    state: z.enum(['in-sync', 'pending', 'failing', 'paused', 'leaving']).meta({
      description:
        'in-sync: its list holds who is in the audience; pending: it is being told; failing: it was told in vain, and will be told again; paused: by its owner, or until its trouble is mended; leaving: it is being disconnected.',
    }),
    pausedBy: z.enum(['owner', 'network']).nullable(),
    people: z
      .object({
        held: z.int().meta({ description: 'Who its list holds.' }),
        pending: z.int().meta({ description: 'Who it is still to be told of, or has not confirmed.' }),
        refused: z.int().meta({ description: 'Who it would not take.' }),
        unknown: z.int().meta({ description: 'Who it cannot know: by no address, by no number.' }),
      })
      .meta({ id: 'DestinationPeople' }),
    trouble: z
      .object({ code: z.string(), sentence: z.string(), hint: z.string(), at: instantSchema })
      .nullable()
      .meta({ description: 'What went wrong last; null = nothing since.' }),
    nextTryAt: instantSchema
      .nullable()
      .meta({ description: 'When it is told again, where it was told in vain.' }),
    lastSuccessAt: instantSchema.nullable(),
    connectedAt: instantSchema,
  })
  .meta({ id: 'Destination', description: 'A list that is to hold who is in an audience.' });
export type ShownDestination = z.infer<typeof destinationSchema>;

const HINTS = {
  network:
    'Mend it at the network, or save the destination with other credentials; then POST .../resume lets it go on where it was.',
  nobody: 'It is told again by itself. If that lasts, look at the status page of the network.',
};

/** A destination as it is answered. */
export function shownDestination(one: AudienceDestination, people: DestinationCounts): ShownDestination {
  const { key, kind, settings, pausedBy, trouble, troubleCode, troubleAt, restUntil } = one;
  const isTroubled = trouble !== null && troubleAt !== null;
  return {
    ...{ key, kind: kind as ShownDestination['kind'], settings, pausedBy, people: { ...people } },
    state: stateOf(one, people),
    trouble: isTroubled
      ? {
          ...{ code: troubleCode ?? 'unknown', sentence: trouble, at: troubleAt.toISOString() },
          hint: pausedBy === 'network' ? HINTS.network : HINTS.nobody,
        }
      : null,
    nextTryAt: isTroubled && pausedBy === null && restUntil !== null ? restUntil.toISOString() : null,
    lastSuccessAt: one.lastSuccessAt && one.lastSuccessAt.toISOString(),
    connectedAt: one.createdAt.toISOString(),
  };
}

function stateOf(
  { state, pausedBy, trouble, isFilling }: AudienceDestination,
  { pending }: DestinationCounts,
): ShownDestination['state'] {
  if (pausedBy !== null) return 'paused';
  if (state !== 'active') return 'leaving';
  if (trouble !== null) return 'failing';
  return isFilling || pending > 0 ? 'pending' : 'in-sync';
}
