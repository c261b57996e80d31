export { listEvents, listRejectedEvents, type ListedEvent, type RejectedEvent } from '#database';
export { readEvent, type Arrival, type EventFault, type EventReading } from './read-event';
export { MAX_EVENT_BYTES, personIdSchema } from './event.schema';
export { openIntake, type Intake, type Sender } from './intake';
export { laneOf } from './queue/lane-of';
export { namesOf } from './queue/waiting-event';
export { receive, requireEvents, type ReceivedCall } from './receive';
export { takeEvents, type Caller } from './take-events';
export type { Taken } from './taken';
