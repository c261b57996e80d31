import { isPublicKey } from '#config';
import type { StoredMailAccount } from '#delivery';
import { isAddress, LONGEST_ADDRESS } from '#gate';
import { z } from 'zod';
import { instantSchema } from '../http/shown-json';

const DOMAIN = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

const sender = z
  .string()
  .max(LONGEST_ADDRESS)
  .refine((text) => isAddress(text) || DOMAIN.test(text), 'must be an e-mail address or a domain');

const region = z.enum(['global', 'eu']).meta({ description: 'Where the account is with SendGrid.' });
const ratePerSecond = z.int().min(1).max(10_000).nullable().meta({
  description: 'Messages that leave by it in a second at most, by all processes together; null = no limit.',
});

/** What may be said of a mail account. What is left out stays as it is. */
export const mailAccountBodySchema = z
  .strictObject({
    apiKey: z
      .string()
      .min(1)
      .max(500)
      .regex(/^[!-~]*$/, 'must be an API key, without spaces')
      .meta({ description: 'Needed by a new account. Stored sealed, never shown again.' }),
    region,
    senders: z.array(sender).max(100).meta({
      description: 'Addresses and domains that it sends for. The default account sends for all others.',
    }),
    default: z.literal(true).meta({ description: 'Makes it the default, and no other.' }),
    webhookKey: z
      .string()
      .refine(isPublicKey, "must be the verification key of SendGrid's Event Webhook, as SendGrid shows it")
      .nullable()
      .meta({ description: 'What its reports are verified by.' }),
    ratePerSecond,
  })
  .partial()
  .meta({
    id: 'MailAccountBody',
    example: { apiKey: 'SG.abc', senders: ['news.shop.example', 'ola@shop.example'], default: true },
  });

export const mailAccountSchema = z
  .object({
    key: z.string(),
    provider: z.literal('sendgrid'),
    region,
    hint: z.string().meta({ description: 'The last characters of the API key.' }),
    senders: z.array(z.string()),
    default: z.boolean(),
    webhookKey: z.string().nullable(),
    ratePerSecond,
    createdAt: instantSchema,
    updatedAt: instantSchema,
    retiredAt: instantSchema.nullable(),
  })
  .meta({ id: 'MailAccount', description: 'An account that the messages of some senders leave by.' });
export type ShownMailAccount = z.infer<typeof mailAccountSchema>;

export const mailAccountsSchema = z
  .object({ items: z.array(mailAccountSchema) })
  .meta({ id: 'MailAccounts' });

/** An account as it is answered. */
export function shownMailAccount(account: StoredMailAccount): ShownMailAccount {
  const { key, region: where, hint, senders, isDefault, webhookKey, ratePerSecond: rate } = account;
  const { createdAt, updatedAt, retiredAt } = account;
  return {
    ...{ key, provider: 'sendgrid', region: where === 'eu' ? 'eu' : 'global', hint, senders: [...senders] },
    ...{ default: isDefault, webhookKey, ratePerSecond: rate },
    ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
    retiredAt: retiredAt && retiredAt.toISOString(),
  };
}
