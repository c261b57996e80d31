export { listRejectedEvents, type RejectedEvent } from '#database';
export { readEvent, type Arrival, type EventFault, type EventReading } from './read-event';
export { receive, type Caller, type ReceivedCall } from './receive';
