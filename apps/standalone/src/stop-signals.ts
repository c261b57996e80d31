const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C reaches us twice, from the terminal and from npm; what comes so soon after is the same one. */
const SAME_ONE_MS = 500;

/** Calls `stop` when this process is told to stop, and `force` when it is told so again. */
export function onStopSignals(stop: () => void, force: () => void): void {
  let first: number | null = null;
  const told = () => {
    if (first === null) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > SAME_ONE_MS) {
      force();
    }
  };
  for (const signal of SIGNALS) process.on(signal, told);
}
