import { findWorkspace, readVersionDocument, type Connection, type Database } from '#database';
import { readJourney, type Journey } from '#journey';
import { noteOfRun } from '#telemetry';
import { EventNames } from './event-names';
import type { Poke } from './poke';

/** What `record` and `advance` run on. */
export interface Engine {
  readonly database: Database;
  readonly journeys: JourneyShelf;
  readonly eventNames: EventNames;
  /** Tells Temporal about enrollments that should be looked at, after the commit. Returns at once and never throws. */
  readonly poke: (pokes: readonly Poke[]) => void;
}

/** Opens the engine on a database; `poke` is how it reaches Temporal. */
export function openEngine(database: Database, poke: Engine['poke']): Engine {
  return {
    database,
    journeys: new JourneyShelf(database),
    eventNames: new EventNames(database),
    poke(pokes) {
      for (const { begin, enrollmentId, journey, version } of pokes)
        noteOfRun(begin === null ? 'wake' : 'enter', enrollmentId, { journey, version });
      poke(pokes);
    },
  };
}

const MOST_JOURNEYS = 1_000;
const ZONE_REMEMBERED = 10_000;

/** Published versions, read once: a version never changes. And the zones of workspaces, for a few seconds. */
export class JourneyShelf {
  private readonly versions = new Map<string, Journey>();
  private readonly zones = new Map<string, { readonly zone: string; readonly until: number }>();

  constructor(private readonly database: Database) {}

  /**
   * The journey of a published version.
   * @param connection who is inside a transaction reads on it: waiting for another connection while holding one lets a
   *   burst of callers wait for one another
   * @throws Error where there is no such version, or this release cannot read it
   */
  async read(
    journeyId: string,
    version: number,
    connection: Connection = this.database.pool,
  ): Promise<Journey> {
    const name = `${journeyId}/${version}`;
    const known = this.versions.get(name);
    if (known) return known;
    const document = await readVersionDocument(connection, journeyId, version);
    if (document === undefined) throw new Error(`journey ${journeyId} has no version ${version}`);
    const reading = readJourney(document);
    if (reading.kind === 'not-a-journey') {
      throw new Error(
        `version ${version} of journey ${journeyId} cannot be read: ${reading.problems[0]?.sentence ?? ''}`,
      );
    }
    if (this.versions.size >= MOST_JOURNEYS) this.versions.clear();
    this.versions.set(name, reading.journey);
    return reading.journey;
  }

  /** The workspace's time zone. */
  async zoneOf(workspaceId: string, now: number): Promise<string> {
    const known = this.zones.get(workspaceId);
    if (known && known.until > now) return known.zone;
    const zone = (await findWorkspace(this.database, workspaceId))?.timezone ?? 'UTC';
    if (this.zones.size >= MOST_JOURNEYS) this.zones.clear();
    this.zones.set(workspaceId, { zone, until: now + ZONE_REMEMBERED });
    return zone;
  }
}
