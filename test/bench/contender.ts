import type { TemporalLink } from '#temporal';

/** One of those that are measured side by side. */
export interface Contender {
  readonly name: 'control' | 'textbook' | 'jornada';
  /** To its namespace: for looking at its runs. */
  readonly link: TemporalLink;
  /** Makes what runs need before they can begin: none of it is measured. @returns the ids of the runs */
  prepare(count: number): Promise<readonly string[]>;
  /** Begins a run, whose action arrives at the sink by its id. */
  begin(id: string): Promise<void>;
}

/** How many of its runs have not closed. */
export async function openRuns({ link }: Contender): Promise<number> {
  const { count } = await link.client.workflow.count("ExecutionStatus = 'Running'");
  return count;
}

/** Events in the histories of a few of the runs that closed last: the mean. */
export async function eventsOfRun({ link }: Contender, samples = 10): Promise<number> {
  let events = 0;
  let runs = 0;
  for await (const run of link.client.workflow.list({
    query: "ExecutionStatus = 'Completed'",
    pageSize: samples,
  })) {
    events += run.historyLength;
    runs += 1;
    if (runs === samples) break;
  }
  return events / runs;
}
