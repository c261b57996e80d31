import { readMailAccounts, readMailAccountsMark, type Database, type StoredMailAccount } from '#database';
import { openOutlook, type Outlook } from '../outlook';
import type { OpenedProvider, Provider } from '../provider';
import { openSendgrid } from '../sendgrid.provider';
import { chooseAccount } from './choose-account';
import type { Seals } from '#config';

/** Where SendGrid is, by region. */
export type Regions = { readonly [region: string]: string };

export const REGIONS = {
  global: 'https://api.sendgrid.com',
  eu: 'https://api.eu.sendgrid.com',
} as const satisfies Regions;

/** The accounts of workspaces, as this process knows them: what others change counts within a second. */
export interface MailAccounts extends Outlook {
  /** Who carries what is written from an address; null = the workspace has no account for it. */
  of(workspaceId: string, sender: string | null): Provider | null;
  close(): Promise<void>;
}

type Opened = { readonly account: StoredMailAccount; readonly provider: OpenedProvider };

/** How long a key that cannot be read is left alone (ms). */
const UNREADABLE_WAIT = 5 * 60_000;

/** @param regions where SendGrid is */
export function openMailAccounts(database: Database, seals: Seals, regions: Regions = REGIONS): MailAccounts {
  let mark = '';
  let known: ReadonlyMap<string, readonly Opened[]> = new Map();
  const all = (): readonly Opened[] => [...known.values()].flat();
  const { refresh } = openOutlook(async () => {
    const seen = await readMailAccountsMark(database);
    if (seen === mark) return;
    const before = new Map(all().map((opened) => [versionOf(opened.account), opened]));
    const after = (await readMailAccounts(database)).map(
      (account) =>
        before.get(versionOf(account)) ?? { account, provider: openAccount(account, seals, regions) },
    );
    known = byWorkspace(after);
    mark = seen;
    // What is being posted by one that is gone ends first: only idle connections are closed.
    const kept = new Set(after);
    for (const opened of before.values()) if (!kept.has(opened)) await opened.provider.close();
  });
  return {
    refresh,
    of(workspaceId, sender) {
      const own = known.get(workspaceId) ?? [];
      const chosen = chooseAccount(
        own.map(({ account }) => account),
        sender,
      );
      return own.find(({ account }) => account === chosen)?.provider ?? null;
    },
    async close() {
      await Promise.all(all().map(({ provider }) => provider.close()));
    },
  };
}

/** What a sealed key is about: it opens for no other workspace, and no other account. */
export function aboutAccount(workspaceId: string, key: string): string {
  return `mail account ${workspaceId} ${key}`;
}

/** Under which key the posts of an account share permits and pauses. */
export function keyOfAccount(workspaceId: string, key: string): string {
  return `sendgrid ${workspaceId} ${key}`;
}

function openAccount(account: StoredMailAccount, seals: Seals, regions: Regions): OpenedProvider {
  const { workspaceId, key: called, region, sealedKey } = account;
  const apiKey = sealedKey && seals.open(sealedKey, aboutAccount(workspaceId, called));
  const [name, key] = [`sendgrid:${called}`, keyOfAccount(workspaceId, called)];
  const baseUrl = regions[region];
  if (apiKey !== null && baseUrl !== undefined)
    return { ...openSendgrid({ name, key, apiKey, baseUrl }), ratePerSecond: account.ratePerSecond };
  return {
    ...{ name, dedupes: false, keyOf: () => key },
    post: () => {
      const retryAt = Date.now() + UNREADABLE_WAIT;
      return Promise.resolve({ kind: 'unsent', reason: 'key-not-readable', retryAt, pauses: 'key' });
    },
    close: () => Promise.resolve(),
  };
}

function byWorkspace(all: readonly Opened[]): ReadonlyMap<string, readonly Opened[]> {
  const groups = new Map<string, Opened[]>();
  for (const one of all)
    groups.set(one.account.workspaceId, [...(groups.get(one.account.workspaceId) ?? []), one]);
  return groups;
}

function versionOf({ workspaceId, key, updatedAt }: StoredMailAccount): string {
  return `${workspaceId} ${key} ${updatedAt.getTime()}`;
}
