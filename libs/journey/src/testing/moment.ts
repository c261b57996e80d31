import { addDuration, parseDuration } from '#conditions';
import { readInstant } from '../instants';

/** When something of a story happens: at an instant, or a while after what was told before it. */
export type Moment =
  { readonly kind: 'at'; readonly at: number } | { readonly kind: 'after'; readonly duration: string };

/** At an instant, as RFC 3339 writes it. @throws Error where it is none */
export function at(instant: string): Moment {
  return { kind: 'at', at: epochMs(instant) };
}

/** A while after what was told before. */
export function after(duration: string): Moment {
  return { kind: 'after', duration };
}

/** The epoch milliseconds of an RFC 3339 instant. @throws Error where it is none */
export function epochMs(instant: string): number {
  const read = readInstant(instant);
  if (read === null) throw new Error(`'${instant}' is no instant such as 2026-01-01T10:00:00Z`);
  return read;
}

/** When a moment is, on the virtual clock (epoch ms). @throws Error where it would be before what was told already */
export function instantOfMoment(moment: Moment, before: number): number {
  const instant = moment.kind === 'at' ? moment.at : laterBy(moment.duration, before);
  if (instant < before) throw new Error('a story is told in order: this moment is before the last one');
  return instant;
}

function laterBy(text: string, before: number): number {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`'${text}' is no duration such as 1h or 3d`);
  return addDuration(before, duration, 'UTC');
}
