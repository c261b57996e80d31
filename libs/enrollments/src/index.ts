export {
  findErasureRequest,
  findLinkTarget,
  findRecipientSend,
  findSentContent,
  listEnrollments,
  listErasures,
  listIncidents,
  listSuppressions,
  listTopicChoices,
  type ConsentBy,
  type ConsentChange,
  type ErasedBy,
  type Erasure,
  type ErasureRequest,
  type ListedEnrollment,
  type RecipientSend,
  type SentContent,
  type OpenIncident,
  type Suppression,
  type TopicChoice,
} from '#database';
export { advanceEnrollment, type Advanced } from './advance-enrollment';
export { identifiersOf } from './assign-people';
export { changeConsent } from './change-consent';
export { openEngine, type Engine } from './engine';
export { erasePerson } from './erase-person';
export { exitEnrollment } from './exit-enrollment';
export type { Incoming, Recorded } from './incoming';
export { mergeProfiles } from './merge-profiles';
export { noteHit, sweepHits, type Touch } from './note-hit';
export { parkEnrollment } from './park-enrollment';
export { patchProfile, type ProfilePatch } from './patch-profile';
export type { Poke } from './poke';
export { readEnrollment, type ReadEnrollment } from './read-enrollment';
export {
  isIn,
  savePreferences,
  topicsToLeave,
  unsubscribe,
  type Recipient,
  type SaidBy,
} from './recipient-consent';
export { pauseMessages, requestErasure } from './recipient-wishes';
export { record } from './record';
export { recordEngagement, type Engagement } from './record-engagement';
export { releaseOverdue } from './release-overdue';
export { retryEnrollment } from './retry-enrollment';
export type { Rested } from './rested';
export { releaseAddress, suppressAddress, suppressionNotFound } from './suppress-address';
export { sweepErasures } from './sweep-erasures';
export { sweepOverdue } from './sweep';
export { sweepPublishes } from './sweep-publishes';
export { sweepStopped } from './sweep-stopped';
export { takeReports } from './take-reports';
