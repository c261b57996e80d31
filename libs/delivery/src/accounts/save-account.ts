import {
  changeMailAccount,
  dropPauses,
  listMailAccounts,
  type Database,
  type StoredMailAccount,
} from '#database';
import { UserError } from '#faults';
import { nameOf } from '../pauses';
import { aboutAccount, keyOfAccount } from './mail-accounts';
import type { Seals } from '#config';

/** What is to be so of an account. What is left out stays as it is. */
export interface AccountChange {
  readonly apiKey?: string | undefined;
  readonly region?: string | undefined;
  readonly senders?: readonly string[] | undefined;
  /** True alone says something: there is one default, and it stays so until another is. */
  readonly default?: true | undefined;
  readonly webhookKey?: string | null | undefined;
  readonly ratePerSecond?: number | null | undefined;
}

/**
 * Makes an account of a workspace, or changes one. The first one is the default. With another API key, or another sender,
 * whatever of it was paused is so no more.
 * @throws UserError 422 `api-key-missing`; 409 `sender-taken`
 */
export async function saveMailAccount(
  database: Database,
  seals: Seals,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string },
  change: AccountChange,
  now: number,
): Promise<StoredMailAccount> {
  const saved = await changeMailAccount(
    database,
    workspaceId,
    (accounts) => {
      const others = accounts.filter((one) => one.key !== key && one.retiredAt === null);
      const before = accounts.find((one) => one.key === key && one.retiredAt === null) ?? null;
      const senders = change.senders?.map((sender) => sender.toLowerCase()) ?? before?.senders ?? [];
      requireFree(senders, others);
      return {
        ...(before ?? blank(workspaceId, key, now)),
        ...sealed(seals, { workspaceId, key }, change.apiKey, before),
        ...{ senders, region: change.region ?? before?.region ?? 'global' },
        isDefault: change.default ?? before?.isDefault ?? !others.some((one) => one.isDefault),
        webhookKey: change.webhookKey === undefined ? (before?.webhookKey ?? null) : change.webhookKey,
        ratePerSecond:
          change.ratePerSecond === undefined ? (before?.ratePerSecond ?? null) : change.ratePerSecond,
      };
    },
    now,
  );
  if (change.apiKey !== undefined) await dropPauses(database, [keyOfAccount(workspaceId, key)]);
  const named = (change.senders ?? []).map((sender) => nameOf(keyOfAccount(workspaceId, key), sender));
  if (named.length > 0) await dropPauses(database, named);
  return saved;
}

/**
 * Retires an account: nothing leaves by it any more, and its API key is forgotten. What it reports of messages that have
 * left is still taken.
 * @throws UserError 404 `mail-account-not-found`
 */
export async function retireMailAccount(
  database: Database,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string },
  now: number,
): Promise<void> {
  await changeMailAccount(
    database,
    workspaceId,
    (accounts) => {
      const account = requireAccount(accounts, key);
      return { ...account, sealedKey: null, senders: [], isDefault: false, retiredAt: new Date(now) };
    },
    now,
  );
  await dropPauses(database, [keyOfAccount(workspaceId, key)]);
}

/** @throws UserError 404 `mail-account-not-found` */
export async function findMailAccount(
  database: Database,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string },
): Promise<StoredMailAccount> {
  return requireAccount(await listMailAccounts(database, workspaceId), key);
}

function requireAccount(accounts: readonly StoredMailAccount[], key: string): StoredMailAccount {
  const account = accounts.find((one) => one.key === key && one.retiredAt === null);
  if (account) return account;
  throw new UserError({
    ...{ status: 404, code: 'mail-account-not-found' },
    detail: `There is no mail account '${key}' in this workspace.`,
    hint: 'List the mail accounts with GET /v1/mail-accounts.',
  });
}

function requireFree(senders: readonly string[], others: readonly StoredMailAccount[]): void {
  const taken = others.find((one) => one.senders.some((sender) => senders.includes(sender)));
  if (!taken) return;
  throw new UserError({
    ...{ status: 409, code: 'sender-taken' },
    detail: `The mail account '${taken.key}' sends for one of these senders.`,
    hint: 'Take the sender from that account first.',
  });
}

function blank(workspaceId: string, key: string, now: number) {
  return { workspaceId, key, createdAt: new Date(now), updatedAt: new Date(now), retiredAt: null };
}

function sealed(
  seals: Seals,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string },
  apiKey: string | undefined,
  before: StoredMailAccount | null,
): Pick<StoredMailAccount, 'sealedKey' | 'hint'> {
  if (apiKey !== undefined)
    return { sealedKey: seals.seal(apiKey, aboutAccount(workspaceId, key)), hint: apiKey.slice(-4) };
  if (before) return before;
  throw new UserError({
    ...{ status: 422, code: 'api-key-missing' },
    detail: 'A new mail account needs an API key.',
    hint: 'Give one of SendGrid as apiKey: Settings → API Keys, with the right to send mail.',
  });
}
