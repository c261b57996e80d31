/** Part of a list ordered by key: those after a key, at most so many. */
export interface Page {
  readonly after: string | null;
  readonly limit: number;
}
