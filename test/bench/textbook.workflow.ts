import { proxyActivities } from '@temporalio/workflow';

/** The event that begins a run. */
export interface Begun {
  readonly id: string;
  readonly properties: { readonly total: number; readonly items: readonly { readonly name: string }[] };
}

export interface Profile {
  readonly name: string;
  readonly email: string;
  readonly subscribed: boolean;
}

/** What tutorials make of a journey: an activity for each thing to do. */
export interface TextbookActivities {
  loadProfile(id: string): Promise<Profile>;
  mayBeSent(profile: Profile, event: Begun): Promise<boolean>;
  /** Renders and posts to the sink. @returns the status of its answer */
  send(profile: Profile, event: Begun): Promise<number>;
  record(id: string, what: string): Promise<void>;
}

const { loadProfile, mayBeSent, send, record } = proxyActivities<TextbookActivities>({
  startToCloseTimeout: '60s',
});

/** The journey of the bench as a workflow written by hand: load the person, decide, send, write down. */
export async function textbook(event: Begun): Promise<void> {
  const profile = await loadProfile(event.id);
  if (!(await mayBeSent(profile, event))) return record(event.id, 'refused');
  const status = await send(profile, event);
  await record(event.id, `answered ${status}`);
}
