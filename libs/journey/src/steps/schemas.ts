// One line a kind: with its line in ./semantics.ts, all that a new kind adds outside its folder.
export { audienceSchema as audience } from './audience/audience.schema';
export { branchSchema as branch } from './branch/branch.schema';
export { emailSchema as email } from './email/email.schema';
export { exitSchema as exit } from './exit/exit.schema';
export { setSchema as set } from './set/set.schema';
export { splitSchema as split } from './split/split.schema';
export { startJourneySchema as startJourney } from './start-journey/start-journey.schema';
export { trackSchema as track } from './track/track.schema';
export { updateProfileSchema as updateProfile } from './update-profile/update-profile.schema';
export { waitSchema as wait } from './wait/wait.schema';
export { waitForSchema as waitFor } from './wait-for/wait-for.schema';
export { webhookSchema as webhook } from './webhook/webhook.schema';
