import { readEventsAccepted, type PastEvent, type Transaction } from '#database';
import type { Occurrence } from '#journey';
import { foldJoined, foldPast, type Folded, type FoldContext } from './fold-event';
import type { Joint } from './join-people';
import type { LoadedPerson, LoadedRun } from './load-people';

/**
 * Judges the runs of a joined person again on the joined history: what happened to the other profile since a run was
 * entered may end it or reach its goal, and since it began to wait may win its wait. In the order of acceptance. And its
 * conditions are judged on the person as they are now.
 */
export async function judgeAgain(
  tx: Transaction,
  joint: Joint,
  person: LoadedPerson,
  context: FoldContext,
): Promise<readonly Folded[]> {
  const wanted = joint.sides.flatMap((side) => {
    const since = oldestEntry(person.runs.filter((run) => isOfAnother(run, side)));
    return since === null ? [] : side.ids.map((profileId) => ({ profileId, since }));
  });
  const folded: Folded[] = [];
  for (const past of wanted.length === 0 ? [] : await readEventsAccepted(tx, wanted)) {
    const side = joint.sides.find((one) => one.ids.includes(past.profileId));
    const concerned = person.runs.filter(
      (run) => side && isOfAnother(run, side) && past.receivedAt >= run.run.enteredAt,
    );
    if (concerned.length === 0) continue;
    folded.push(await foldPast(person, concerned, occurrenceOf(past), context));
  }
  return [...folded, await foldJoined(person, context)];
}

function isOfAnother({ run }: LoadedRun, side: Joint['sides'][number]): boolean {
  return !side.runIds.has(run.id);
}

function oldestEntry(runs: readonly LoadedRun[]): number | null {
  return runs.length === 0 ? null : Math.min(...runs.map((run) => run.run.enteredAt));
}

function occurrenceOf({ receivedAt, profileId: _, source, ...past }: PastEvent): Occurrence {
  return { ...past, acceptedAt: receivedAt, source: source as Occurrence['source'] };
}
