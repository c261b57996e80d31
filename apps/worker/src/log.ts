/** Where the worker says what happens: one JSON line each, with ids, never with personal data. */
export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** A log that writes JSON lines to a stream. */
export function openLog(write: (line: string) => void): Log {
  const at =
    (level: string) =>
    (message: string, fields: object = {}): void => {
      write(
        `${JSON.stringify({ at: new Date().toISOString(), level, process: 'worker', message, ...fields })}\n`,
      );
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
