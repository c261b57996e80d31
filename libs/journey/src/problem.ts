/** A finding about a journey. An error blocks publishing, a warning does not. */
export interface Problem {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly step: string | null;
  /** Where in the document: an RFC 6901 JSON pointer. */
  readonly path: string;
  readonly sentence: string;
  readonly hint: string;
}

/** An RFC 6901 JSON pointer of the given keys. */
export function pointer(keys: readonly PropertyKey[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
