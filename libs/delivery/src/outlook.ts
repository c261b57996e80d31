/** How old what is known may be (ms): older is looked up; much older is waited for. */
const FRESH = 1_000;
const STALE = 10_000;

/** What is known of a thing that other processes change. */
export interface Outlook {
  /** Looks again, at most once a second; only what has not been seen for long is waited for. */
  refresh(): Promise<void>;
}

/** @param look sees what there is; rejects where nothing can be seen */
export function openOutlook(look: (at: number) => Promise<void>): Outlook {
  let seenAt = 0;
  let looking: Promise<void> | null = null;
  const lookNow = async (): Promise<void> => {
    const at = Date.now();
    await look(at);
    seenAt = at;
  };
  return {
    async refresh() {
      const age = Date.now() - seenAt;
      if (age < FRESH) return;
      looking ??= lookNow().finally(() => (looking = null));
      if (age > STALE) await looking;
      else looking.catch(() => undefined);
    },
  };
}
