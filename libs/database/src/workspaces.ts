import type { FrequencyCap, Holdout, QuietHours } from '#gate';
import type { Database } from './database';
import { Prisma } from './generated/client';

/** A workspace and its settings, as the API shows them. */
export interface Workspace {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly locale: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo: string | null;
  readonly ratePerSecond: number;
  readonly quietHours: QuietHours | null;
  readonly caps: readonly FrequencyCap[];
  readonly holdout: Holdout | null;
  /** What is added to the links of e-mails; null = nothing. */
  readonly utm: { readonly [name: string]: string | undefined } | null;
}

/** What it takes to make a workspace. */
export interface NewWorkspace {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly locale: string;
  readonly from: { readonly name: string; readonly email: string };
}

/** A key as it is stored: never its text. */
export interface NewKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: 'secret' | 'server' | 'browser';
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly hint: string;
  readonly label: string;
}

/** A key that opens a workspace. */
export interface OpenKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: 'secret' | 'server' | 'browser';
  readonly hash: Uint8Array;
  readonly origins: readonly string[];
}

export async function findWorkspaceByKey(database: Database, key: string): Promise<Workspace | null> {
  const row = await database.prisma.workspace.findUnique({ where: { key } });
  return row && workspaceOf(row);
}

export async function findWorkspace(database: Database, id: string): Promise<Workspace | null> {
  const row = await database.prisma.workspace.findUnique({ where: { id } });
  return row && workspaceOf(row);
}

/** Creates a workspace; one of that key that exists already is left as it is. @returns the workspace of that key */
export async function createWorkspace(database: Database, workspace: NewWorkspace): Promise<Workspace> {
  const { from, ...rest } = workspace;
  await database.prisma.workspace.createMany({
    data: [{ ...rest, fromName: from.name, fromEmail: from.email }],
    skipDuplicates: true,
  });
  const row = await database.prisma.workspace.findUniqueOrThrow({ where: { key: workspace.key } });
  return workspaceOf(row);
}

interface WorkspaceRow {
  id: string;
  key: string;
  name: string;
  timezone: string;
  locale: string;
  fromName: string;
  fromEmail: string;
  replyTo: string | null;
  ratePerSecond: number;
  quietHours: unknown;
  caps: unknown;
  holdout: unknown;
  utm: unknown;
}

function workspaceOf(row: WorkspaceRow): Workspace {
  const { id, key, name, timezone, locale, fromName, fromEmail, replyTo, ratePerSecond } = row;
  return {
    id,
    key,
    name,
    timezone,
    locale,
    from: { name: fromName, email: fromEmail },
    replyTo,
    ratePerSecond,
    // They were checked when they were saved.
    quietHours: row.quietHours as QuietHours | null,
    caps: row.caps as readonly FrequencyCap[],
    holdout: row.holdout as Holdout | null,
    utm: row.utm as Workspace['utm'],
  };
}

/** Adds a key; one with the same hash that exists already is left as it is. */
export async function addKey(database: Database, key: NewKey): Promise<void> {
  await database.prisma.apiKey.createMany({ data: [key], skipDuplicates: true });
}

/** Finds the key with this SHA-256, unless it was revoked. */
export async function findKey(database: Database, hash: Uint8Array<ArrayBuffer>): Promise<OpenKey | null> {
  const row = await database.prisma.apiKey.findUnique({ where: { hash } });
  if (!row || row.revokedAt !== null) return null;
  const { id, workspaceId, origins } = row;
  return { id, workspaceId, kind: row.kind as OpenKey['kind'], hash: row.hash, origins };
}

/** Settings to change; what is left out stays as it is. */
export type WorkspaceChange = {
  readonly [S in Exclude<keyof Workspace, 'id' | 'key'>]?: Workspace[S] | undefined;
};

export async function updateWorkspace(
  database: Database,
  id: string,
  { from, ...change }: WorkspaceChange,
): Promise<void> {
  const given = Object.entries(change).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value === null && name !== 'replyTo' ? Prisma.DbNull : value]],
  );
  const sender = from === undefined ? {} : { fromName: from.name, fromEmail: from.email };
  const data = { ...Object.fromEntries(given), ...sender };
  if (Object.keys(data).length === 0) return;
  await database.prisma.workspace.updateMany({ where: { id }, data: { ...data, updatedAt: new Date() } });
}
