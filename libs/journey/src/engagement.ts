/** Names of the events by which Jornada tells what came back about a send. */
export const engagementNames: ReadonlySet<string> = new Set(
  ['Delivered', 'Opened', 'Clicked', 'Bounced', 'Dropped', 'Deferred', 'Complained', 'Unsubscribed'].map(
    (what) => `Email ${what}`,
  ),
);
