import { UserError } from '#faults';
import { isAddress } from '#gate';
import { keySchema } from '#journey';
import { TIMELINE_KINDS, type TimelinePlace } from '#profiles';

const LONGEST = 1_200;
const BASE64URL = /^[0-9A-Za-z_-]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LAST_INSTANT = Date.UTC(2200, 0);
const LAST_NUMBER = 2 ** 31 - 1;

/** A place in a list ordered by time. */
export interface Moment {
  readonly at: Date;
  readonly id: string;
}

/** The cursor of a place in a list ordered by key. */
export function cursorOfKey(key: string): string {
  return encoded(['key', key]);
}

/** @throws UserError 400 `wrong-cursor` */
export function keyOfCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [kind, key] = decoded(cursor);
  if (kind !== 'key' || !keySchema.safeParse(key).success) throw wrongCursor();
  return key as string;
}

/** The cursor of a place in a list ordered by number. */
export function cursorOfNumber(number: number): string {
  return encoded(['number', number]);
}

/** @throws UserError 400 `wrong-cursor` */
export function numberOfCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [kind, number] = decoded(cursor);
  if (kind !== 'number' || !Number.isInteger(number) || Math.abs(number as number) > LAST_NUMBER)
    throw wrongCursor();
  return number as number;
}

/** The cursor of a place in a list ordered by address. */
export function cursorOfAddress(address: string): string {
  return encoded(['address', address]);
}

/** @throws UserError 400 `wrong-cursor` */
export function addressOfCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [kind, address] = decoded(cursor);
  if (kind !== 'address' || typeof address !== 'string' || !isAddress(address)) throw wrongCursor();
  return address;
}

/** The cursor of a place in a list ordered by time. */
export function cursorOfMoment({ at, id }: Moment): string {
  return encoded(['moment', at.getTime(), id]);
}

/** @throws UserError 400 `wrong-cursor` */
export function momentOfCursor(cursor: string | undefined): Moment | null {
  if (cursor === undefined) return null;
  const [kind, at, id] = decoded(cursor);
  if (kind !== 'moment' || !isMoment(at, id)) throw wrongCursor();
  return { at: new Date(at as number), id: id as string };
}

/** The cursor of a place in a timeline. */
export function cursorOfEntry({ at, kind, id }: TimelinePlace): string {
  return encoded(['entry', at.getTime(), kind, id]);
}

/** @throws UserError 400 `wrong-cursor` */
export function entryOfCursor(cursor: string | undefined): TimelinePlace | null {
  if (cursor === undefined) return null;
  const [sort, at, name, id] = decoded(cursor);
  const kind = TIMELINE_KINDS.find((one) => one === name);
  if (sort !== 'entry' || kind === undefined || !isMoment(at, id)) throw wrongCursor();
  return { at: new Date(at as number), kind, id: id as string };
}

function isMoment(at: unknown, id: unknown): boolean {
  const isInstant = Number.isInteger(at) && Math.abs(at as number) < LAST_INSTANT;
  return isInstant && typeof id === 'string' && UUID.test(id);
}

function encoded(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decoded(cursor: string): readonly unknown[] {
  if (cursor.length > LONGEST || !BASE64URL.test(cursor)) throw wrongCursor();
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place)) return place as readonly unknown[];
  } catch {
    // Not one of ours: answered below.
  }
  throw wrongCursor();
}

function wrongCursor(): UserError {
  return new UserError({
    status: 400,
    code: 'wrong-cursor',
    detail: 'This is not a cursor of this list.',
    hint: 'Take the cursor from `next` of the page before, or leave it out for the first page.',
    errors: [{ path: '/cursor', code: 'wrong-cursor', message: 'is not a cursor of this list' }],
  });
}
