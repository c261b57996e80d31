import { applyReports, findReports, readSendOrigins } from '#database';
import type { ProviderReport } from '#delivery';
import { meters } from '#telemetry';
import type { Engine } from './engine';
import { recordEngagement } from './record-engagement';
import { suppressAddress } from './suppress-address';

/** How many reports become events in one transaction. */
const EVENTS_AT_ONCE = 250;

/**
 * Takes what a provider reports about sends of a workspace: addresses that must not be written to any more are
 * suppressed, the ledger is brought to what is proven, and people hear of it as events. All of that is committed when
 * this answers. Told again, in part or in another order, it ends the same; where it broke off, telling it again ends it.
 * @param now epoch ms
 */
export async function takeReports(
  engine: Engine,
  workspaceId: string,
  reports: readonly ProviderReport[],
  now: number,
): Promise<void> {
  if (reports.length === 0) return;
  // The suppression comes first: once the report is stored, nobody would look at it again.
  await suppressAddresses(engine, workspaceId, reports, now);
  const settled = await applyReports(engine.database, workspaceId, reports, now);
  const engagements = reports.flatMap(({ engagement: name, sendId, details, at, key, provider }) =>
    name === null ? [] : [{ sendId, name, details, at, messageId: `${provider}:${key}` }],
  );
  for (let from = 0; from < engagements.length; from += EVENTS_AT_ONCE)
    await recordEngagement(engine, workspaceId, engagements.slice(from, from + EVENTS_AT_ONCE), now);
  for (const { provider, state } of reports) meters.reports.inc({ provider, state });
  engine.poke(settled.map((run) => ({ workspaceId, ...run, begin: null })));
}

/** Suppresses the addresses that the ledger says were written to; what a report calls the address does not matter. */
async function suppressAddresses(
  engine: Engine,
  workspaceId: string,
  reports: readonly ProviderReport[],
  now: number,
): Promise<void> {
  const grave = reports.filter((report) => report.suppresses !== null);
  if (grave.length === 0) return;
  const keys = grave.map((report) => report.key);
  const known = await findReports(engine.database, workspaceId, keys);
  const sendIds = grave.map((report) => report.sendId);
  const origins = await readSendOrigins(engine.database, workspaceId, sendIds);
  const wanted = new Map<string, Parameters<typeof suppressAddress>[2]>();
  for (const { key, sendId, suppresses: reason, provider: source } of grave) {
    const address = origins.get(sendId)?.address;
    // A report that is told again must not suppress what somebody has released since. Of a person who was erased there
    // is no address any more.
    if (reason === null || !address || known.has(key)) continue;
    wanted.set(`${reason} ${address}`, { address, reason, source });
  }
  for (const suppression of wanted.values()) await suppressAddress(engine, workspaceId, suppression, now);
}
