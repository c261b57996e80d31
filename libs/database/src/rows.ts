import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '#conditions';

/** The rows of a statement, turned into one array per column, as `unnest` takes them. */
export function columnsOf<R extends object>(rows: readonly R[], names: readonly (keyof R)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name]));
}

/** JSON as a parameter: always text, so that strings and arrays are not taken for PostgreSQL's own. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value);
}

/** Epoch milliseconds as a timestamp parameter. */
export function dateOf(at: number): Date {
  return new Date(at);
}

/** Epoch milliseconds as a timestamp in an array of thousands: far cheaper to write down than a Date is for the client. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}

/**
 * A new id, near those made at about the same time (a UUID of version 7, RFC 9562): rows that are only appended stay
 * together in an index.
 * @param now epoch ms
 */
export function orderedId(now: number): string {
  const at = now.toString(16).padStart(12, '0');
  return `${at.slice(0, 8)}-${at.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Epoch milliseconds as a nullable timestamp parameter. */
export function nullableDateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

/** A nullable timestamp of a row, in epoch milliseconds. */
export function instantOf(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}

export type { Json, JsonObject };
