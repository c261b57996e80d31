import type { Recorded } from '#enrollments';
import type { EventFault } from './read-event';

/** What became of one event: recorded, or kept in the event debugger with why it was not taken. */
export type Taken = { readonly kind: 'recorded'; readonly recorded: Recorded } | EventFault;
