/** What a process of the bench says when it is ready. */
export const READY = 'ready';

/** A variable that the bench sets. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: this process is started by the bench`);
  return value;
}

/** The life of a process of the bench: starts, says that it is ready, and stops in order when it is told to. */
export function runUntilTold(start: () => Promise<() => Promise<void>>): void {
  const told = new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()));
  const live = async (): Promise<void> => {
    const stop = await start();
    process.stdout.write(`${READY}\n`);
    await told;
    await stop();
  };
  live().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    // What is open already would keep the process there, doing nothing.
    process.exit(1);
  });
}
