export { findings, workspaceWith } from './findings';
export { given, journeyFrom, Story, type Ending } from './given';
export { holding } from './holding';
export { event, type ImaginedEvent } from './imagined-event';
export { ImaginedWorld, runIdOf, type Answer, type Beginning } from './imagined-world';
export { journeyWith } from './journey-with';
export { after, at, epochMs, type Moment } from './moment';
