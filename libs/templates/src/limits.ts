/** What a template may cost. Reached limits are answered with a sentence, never with a crash. */
export const limits = {
  /** Characters of one part as written. */
  sourceCharacters: 500_000,
  /** Distinct names that are noted of what a template reads. */
  reads: 500,
  /** How often blocks are put into one part, in each other too. */
  blockUses: 200,
  /** Compilations that are kept, by the characters of what was compiled. */
  keptCharacters: 1_000_000,
  /** Characters of one part given to the Liquid parser (compiled MJML is longer than its source). */
  parsedCharacters: 2_000_000,
  /**
   * Characters and list entries that one part may create while it renders. A single allocation must stay
   * far below the heap of a thread: V8 ends the whole process, not the thread, when one of many megabytes
   * does not fit.
   */
  memoryUnits: 2_000_000,
  /** Characters of one rendered part. */
  renderedCharacters: 1_000_000,
  /** RFC 5322, 2.1.1: the longest line of a message, in bytes. */
  subjectBytes: 998,
  /** Gmail cuts messages off after this many bytes of HTML. */
  gmailBytes: 102_400,
  /** Heap of a render thread and of a compile thread (which holds MJML), in megabytes. */
  renderHeapMb: 64,
  compileHeapMb: 192,
  /** Running time of one render, in milliseconds: with what ending its thread takes, less than a second. */
  renderMs: 900,
  /** Templates that were stopped and are remembered, by their characters. */
  suspectCharacters: 10_000_000,
  /** Running time of one compilation, in milliseconds. */
  compileMs: 10_000,
  /** MJML elements inside each other; MJML needs ten. Its time grows with the square of the depth. */
  mjmlDepth: 100,
  /** Problems and warnings told at once. */
  problems: 50,
  /** Renders waiting for a thread. */
  queueLength: 1_000,
} as const;
