/** Where a process says what happens: one JSON line each, with ids, never with personal data. */
export interface Log {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** Takes a line to where it is kept. */
export type LogLine = (line: string) => void;

/**
 * A log that writes JSON lines.
 * @param process which of ours it is: `api`, `worker`
 * @param level what is less grave is not said
 */
export function openLog(process: string, write: LogLine, level: Level = 'info'): Log {
  const at = (of: Level) => {
    if (LEVELS.indexOf(of) < LEVELS.indexOf(level)) return () => undefined;
    return (message: string, fields: object = {}): void => {
      write(`${JSON.stringify({ at: new Date().toISOString(), level: of, process, message, ...fields })}\n`);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
