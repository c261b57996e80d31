/** What can come back about a send. */
export type EngagementKind =
  'Delivered' | 'Opened' | 'Clicked' | 'Bounced' | 'Dropped' | 'Deferred' | 'Complained' | 'Unsubscribed';

/** The name of the event by which Jornada tells it. */
export type EngagementName = `Email ${EngagementKind}`;

const kinds: Readonly<Record<EngagementKind, true>> = {
  Delivered: true,
  Opened: true,
  Clicked: true,
  Bounced: true,
  Dropped: true,
  Deferred: true,
  Complained: true,
  Unsubscribed: true,
};

/** Names of the events by which Jornada tells what came back about a send. */
export const engagementNames: ReadonlySet<string> = new Set(
  Object.keys(kinds).map((what) => `Email ${what}`),
);
