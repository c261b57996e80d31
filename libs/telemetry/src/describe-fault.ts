/** An error as it may be told. */
export interface ToldFault {
  readonly fault: string;
  readonly code?: string;
  readonly stack: readonly string[];
}

const MOST_FRAMES = 12;

/** An error's name, code and place. Its message stays out: databases quote values in theirs, and those are of people. */
export function describeFault(error: unknown): ToldFault {
  if (!(error instanceof Error)) return { fault: typeof error, stack: [] };
  const { code } = error as Error & { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    fault: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames.slice(0, MOST_FRAMES).map((frame) => frame.trim()),
  };
}
