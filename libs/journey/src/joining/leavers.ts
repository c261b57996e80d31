/** A run of a profile that is joined with another. */
export interface JoiningRun {
  readonly id: string;
  readonly journeyId: string;
  readonly entryKey: string;
  readonly enteredAt: number;
  readonly active: boolean;
  /** The form of its entry rule. */
  readonly again: 'never' | 'afterEnd' | 'after' | 'always';
}

/** A run that ends when people are joined, and why. */
export interface Leaver {
  readonly runId: string;
  readonly because: string;
}

/** The runs that end when these are all of one person: per journey and key the older run stays. */
export function leavers(runs: readonly JoiningRun[]): readonly Leaver[] {
  const leaving: Leaver[] = [];
  const stay: JoiningRun[] = [];
  for (const run of runs.toSorted(byAge)) {
    const older = stay.filter((one) => one.journeyId === run.journeyId && one.entryKey === run.entryKey);
    const because = run.active ? reasonToLeave(run, older) : null;
    if (because === null) stay.push(run);
    else leaving.push({ runId: run.id, because });
  }
  return leaving;
}

function reasonToLeave({ again }: JoiningRun, older: readonly JoiningRun[]): string | null {
  switch (again) {
    case 'always':
      return null;
    case 'never':
      return older.length > 0
        ? 'two profiles became one, which had entered before, and the journey is entered only once'
        : null;
    case 'afterEnd':
    case 'after':
      return older.some((one) => one.active) ? 'two profiles became one, and its older run goes on' : null;
  }
}

function byAge(a: JoiningRun, b: JoiningRun): number {
  return a.enteredAt === b.enteredAt ? (a.id < b.id ? -1 : 1) : a.enteredAt - b.enteredAt;
}
