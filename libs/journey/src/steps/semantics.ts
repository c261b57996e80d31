// One line a kind: with its line in ./schemas.ts, all that a new kind adds outside its folder.
export { audience } from './audience/audience.semantics';
export { branch } from './branch/branch.semantics';
export { email } from './email/email.semantics';
export { exit } from './exit/exit.semantics';
export { set } from './set/set.semantics';
export { split } from './split/split.semantics';
export { startJourney } from './start-journey/start-journey.semantics';
export { track } from './track/track.semantics';
export { updateProfile } from './update-profile/update-profile.semantics';
export { wait } from './wait/wait.semantics';
export { waitFor } from './wait-for/wait-for.semantics';
export { webhook } from './webhook/webhook.semantics';
