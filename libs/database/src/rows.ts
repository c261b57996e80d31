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

/** Epoch milliseconds as a nullable timestamp parameter. */
export function nullableDateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

/** A nullable timestamp of a row, in epoch milliseconds. */
export function instantOf(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}

export type { Json, JsonObject };
