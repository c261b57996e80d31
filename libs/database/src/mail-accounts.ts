import type { Database, Transaction } from './database';
import { dateOf } from './rows';
import { inTransaction } from './transaction';

/** An account of a workspace with who carries its messages. */
export interface StoredMailAccount {
  readonly workspaceId: string;
  readonly key: string;
  readonly region: string;
  /** Null when it is retired. */
  readonly sealedKey: string | null;
  /** The last characters of the API key. */
  readonly hint: string;
  /** Addresses and domains that it sends for, in lower case. */
  readonly senders: readonly string[];
  readonly isDefault: boolean;
  readonly webhookKey: string | null;
  readonly ratePerSecond: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly retiredAt: Date | null;
}

const SHOWN = `workspace_id AS "workspaceId", key, region, sealed_key AS "sealedKey", hint, senders, is_default AS "isDefault",
  webhook_key AS "webhookKey", rate_per_second AS "ratePerSecond", created_at AS "createdAt", updated_at AS "updatedAt", retired_at AS "retiredAt"`;

/** What tells whether any account was changed: the same text, if none was. */
export async function readMailAccountsMark({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ mark: string }>({
    name: 'mail-accounts-mark',
    text: `SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') AS mark FROM mail_account`,
  });
  return rows[0]?.mark ?? '';
}

/** The accounts of all workspaces that are not retired. */
export async function readMailAccounts({ pool }: Database): Promise<readonly StoredMailAccount[]> {
  const { rows } = await pool.query<StoredMailAccount>(
    `SELECT ${SHOWN} FROM mail_account WHERE retired_at IS NULL`,
  );
  return rows;
}

/** The accounts of a workspace by key, retired ones among them. */
export async function listMailAccounts(
  { pool }: Pick<Database, 'pool'> | { readonly pool: Transaction },
  workspaceId: string,
): Promise<readonly StoredMailAccount[]> {
  const { rows } = await pool.query<StoredMailAccount>(
    `SELECT ${SHOWN} FROM mail_account WHERE workspace_id = $1 ORDER BY key`,
    [workspaceId],
  );
  return rows;
}

/**
 * Changes an account, or makes it, by what there is: changes of one workspace's accounts take turns.
 * @param decide the account as it is to be; what it throws changes nothing
 */
export async function changeMailAccount(
  database: Database,
  workspaceId: string,
  decide: (accounts: readonly StoredMailAccount[]) => StoredMailAccount,
  now: number,
): Promise<StoredMailAccount> {
  return inTransaction(database, async (tx) => {
    await tx.query('SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE', [workspaceId]);
    const account = decide(await listMailAccounts({ pool: tx }, workspaceId));
    // The mark must move though two processes change accounts in the same millisecond.
    const { rows } = await tx.query<{ at: Date }>(
      `SELECT greatest($1, max(updated_at) + interval '1 millisecond') AS at FROM mail_account`,
      [dateOf(now)],
    );
    const at = rows[0]?.at ?? dateOf(now);
    if (account.isDefault)
      await tx.query('UPDATE mail_account SET is_default = false WHERE workspace_id = $1 AND key <> $2', [
        ...[workspaceId, account.key],
      ]);
    const { sealedKey, hint, region, senders, isDefault, webhookKey, ratePerSecond, retiredAt } = account;
    await tx.query(
      `INSERT INTO mail_account (workspace_id, key, region, sealed_key, hint, senders, is_default, webhook_key, rate_per_second, retired_at,
                                 created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
       ON CONFLICT (workspace_id, key) DO UPDATE SET
         region = $3, sealed_key = $4, hint = $5, senders = $6, is_default = $7, webhook_key = $8, rate_per_second = $9, retired_at = $10,
         updated_at = $11`,
      [
        ...[workspaceId, account.key, region, sealedKey, hint, [...senders]],
        ...[isDefault, webhookKey, ratePerSecond, retiredAt, at],
      ],
    );
    return { ...account, updatedAt: new Date(at) };
  });
}

/** The workspace of a key, and what batches of its accounts' Event Webhooks are verified by, retired ones among them. */
export async function findWebhookKeys(
  { pool }: Database,
  workspaceKey: string,
): Promise<{ readonly workspaceId: string; readonly keys: readonly string[] } | null> {
  const { rows } = await pool.query<{ workspaceId: string; keys: readonly string[] }>({
    name: 'find-webhook-keys',
    text: `
      SELECT w.id AS "workspaceId", ARRAY(SELECT a.webhook_key FROM mail_account a WHERE a.workspace_id = w.id AND a.webhook_key IS NOT NULL) AS keys
        FROM workspace w WHERE w.key = $1`,
    values: [workspaceKey],
  });
  return rows[0] ?? null;
}
