export { listEvents, listRejectedEvents, type ListedEvent, type RejectedEvent } from '#database';
export { readEvent, type Arrival, type EventFault, type EventReading } from './read-event';
export { MAX_EVENT_BYTES, personIdSchema } from './event.schema';
export { openIntake, type Intake } from './intake';
export { receive, requireEvents, type ReceivedCall } from './receive';
export { takeEvents, type Caller, type Taken } from './take-events';
