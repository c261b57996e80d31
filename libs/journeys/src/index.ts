export {
  listRefusals,
  listVersions,
  type ListedVersion,
  type Standing,
  type StoredPublish,
  type StoredRefusal,
} from '#database';
export { checkJourneyDocument } from './check-document';
export { deleteJourney } from './delete-journey';
export { findJourney, listJourneys, type StoredJourney } from './find-journey';
export { pauseJourney, resumeJourney, stopJourney } from './pause-journey';
export { findPublish, publishNotFound, undoPublish } from './find-publish';
export type { PeoplePolicies, PeoplePolicy } from './plan-people';
export { publishJourney, rollbackJourney, type Published } from './publish-journey';
export { triggerJourney, type Trigger, type Triggered } from './trigger-journey';
export { reportJourney, type JourneyNumbers } from './report-journey';
export { saveJourney, type SavedJourney } from './save-journey';
export { simulateJourney, type SimulatedJourney } from './simulate-journey';
