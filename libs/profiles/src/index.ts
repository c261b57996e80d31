export { TIMELINE_KINDS, type ConsentEntry, type TimelineEntry, type TimelinePlace } from '#database';
export { exportProfile } from './export-profile';
export { readConsentLog } from './read-consent-log';
export { idOfReference, readProfile, type ShownProfile } from './read-profile';
export { readTimeline } from './read-timeline';
