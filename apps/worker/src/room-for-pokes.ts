/**
 * How many overdue enrollments may be poked now: one alone, the longest overdue, where more would be in vain. While Temporal
 * is away it tries whether that is back: who is poked in vain is poked less and less often. While more stand in Temporal's
 * queue than are poked at once, most of who is overdue is among these, and would only be told to come in again.
 * @param most that may be poked at all
 * @param queueLength how many tasks stand in Temporal's queue; rejects where it does not answer
 */
export async function roomForPokes(
  most: number,
  { reachable }: { readonly reachable: boolean },
  queueLength: () => Promise<number>,
): Promise<number> {
  if (!reachable) return 1;
  const waiting = await queueLength().catch(() => Infinity);
  return waiting > most ? 1 : most;
}
