export { listEnrollments, type ListedEnrollment } from '#database';
export { advanceEnrollment, type Advanced, type Rested } from './advance-enrollment';
export { openEngine, type Engine } from './engine';
export type { Incoming, Recorded } from './incoming';
export { parkEnrollment } from './park-enrollment';
export type { Poke } from './poke';
export { readEnrollment, type ReadEnrollment } from './read-enrollment';
export { record } from './record';
export { sweepOverdue } from './sweep';
