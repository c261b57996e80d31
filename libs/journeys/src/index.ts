export { listRefusals, listVersions, type ListedVersion, type StoredRefusal } from '#database';
export { checkJourneyDocument } from './check-document';
export { deleteJourney } from './delete-journey';
export { findJourney, listJourneys, type StoredJourney } from './find-journey';
export { pauseJourney, resumeJourney, stopJourney } from './pause-journey';
export { publishJourney, type Published } from './publish-journey';
export { triggerJourney, type Trigger, type Triggered } from './trigger-journey';
export { saveJourney, type SavedJourney } from './save-journey';
export { simulateJourney, type SimulatedJourney } from './simulate-journey';
