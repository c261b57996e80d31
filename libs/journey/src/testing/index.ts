export type { ImaginedEvent } from '../simulation/imagined-event';
export { ACCEPTED, ImaginedWorld, runIdOf, type Answer } from '../simulation/imagined-world';
export { event } from './event';
export { findings, workspaceWith } from './findings';
export { given, journeyFrom, Story, type Ending } from './given';
export { holding } from './holding';
export { journeyWith } from './journey-with';
export { after, at, epochMs, type Moment } from './moment';
