export { TIMELINE_KINDS, type TimelineEntry, type TimelinePlace } from '#database';
export { exportProfile } from './export-profile';
export { idOfReference, readProfile, type ShownProfile } from './read-profile';
export { readTimeline } from './read-timeline';
