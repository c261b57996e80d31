/** What one entry of a send's history says; each part is SQL. */
export interface HistoryEntry {
  readonly at: string;
  readonly state: string;
  readonly attempt: string;
  readonly reason?: string;
  readonly code?: string;
}

/** SQL of one entry of a send's history: `{ at, state, attempt, reason?, code? }`. */
export function historyEntry({ at, state, attempt, reason = 'NULL', code = 'NULL' }: HistoryEntry): string {
  const utc = `to_char(${at}::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return `jsonb_strip_nulls(jsonb_build_object('at', ${utc}, 'state', ${state}::text, 'attempt', ${attempt}::int,
    'reason', ${reason}::text, 'code', ${code}::text))`;
}

/**
 * SQL of the history of the send `s` with one entry more. It keeps its beginning and what came last: an outage of days
 * must not fill the row.
 */
export function historyWith(entry: HistoryEntry): string {
  return `CASE WHEN jsonb_array_length(s.history) >= 100 THEN s.history - 1 ELSE s.history END || ${historyEntry(entry)}`;
}
