import { isZone, type JsonObject } from '#conditions';

/** The time zone that counts, and what is to be said of the ones passed over because they do not exist. */
export interface ChosenZone {
  readonly zone: string;
  readonly notes: readonly string[];
}

/**
 * Chooses the zone in which days and dates are counted: the one the step names, else the journey's, else the person's
 * (`profile.timezone`), else the workspace's, else UTC. One that does not exist is passed over, never in silence.
 */
export function chooseZone(wanted: {
  readonly step?: string | undefined;
  readonly journey: string | undefined;
  readonly profile: JsonObject;
  readonly workspace: string;
}): ChosenZone {
  const named: readonly (readonly [whose: string, zone: unknown])[] = [
    ['the time zone of the step', wanted.step],
    ['the time zone of the journey', wanted.journey],
    ['the time zone of the person', wanted.profile['timezone']],
    ['the time zone of the workspace', wanted.workspace],
  ];
  const given = named.filter(([, zone]) => zone !== undefined && zone !== null);
  const place = given.findIndex(([, zone]) => isZone(zone));
  const zone = place === -1 ? 'UTC' : String(given[place]?.[1]);
  const passedOver = place === -1 ? given : given.slice(0, place);
  return { zone, notes: passedOver.map(([whose]) => `${whose} does not exist, so ${zone} is used`) };
}
