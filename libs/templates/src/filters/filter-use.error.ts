/** A filter was used in a way that has no answer. Its message names no data, so it may be shown and stored. */
export class FilterUseError extends Error {}
