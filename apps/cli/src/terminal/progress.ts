import type { Terminal } from './terminal';

/** After how long it is said that something still goes on (ms). */
const PATIENCE = 2_000;

/**
 * Says what goes on where it takes longer than two seconds: in place where somebody watches, else once.
 * @param what as it goes on after the seconds: "asking http://localhost:3000"
 */
export async function withProgress<Value>(
  { err, isInteractive }: Terminal,
  what: () => string,
  work: () => Promise<Value>,
): Promise<Value> {
  const begun = performance.now();
  let isShown = false;
  const tick = (): void => {
    const seconds = Math.round((performance.now() - begun) / 1_000);
    if (seconds * 1_000 < PATIENCE || (isShown && !isInteractive)) return;
    err(isInteractive ? `\r\u001b[2K${what()} (${seconds} s)` : `${what()} ...\n`);
    isShown = true;
  };
  const timer = setInterval(tick, PATIENCE / 2);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isShown && isInteractive) err('\r\u001b[2K');
  }
}
