/**
 * How many overdue enrollments may be poked now. One alone while Temporal is away, which tries whether it is back: who is
 * poked in vain is poked less and less often. Nobody while more stand in Temporal's queue than that: most of who is overdue
 * is among these, and is only told to come in again.
 * @param most that may be poked at all
 * @param queueLength how many tasks stand in Temporal's queue; rejects where it does not answer
 */
export async function roomForPokes(
  most: number,
  { reachable }: { readonly reachable: boolean },
  queueLength: () => Promise<number>,
): Promise<number> {
  if (!reachable) return 1;
  const waiting = await queueLength().catch(() => null);
  if (waiting === null) return 1;
  return waiting > most ? 0 : most;
}
