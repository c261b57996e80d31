/** How many candidates are looked at: a hint is not worth more. */
const MOST_CANDIDATES = 1_000;

/** Names longer than this are judged by their beginnings. */
const LONGEST = 64;

/** The candidate most like `name`, if one is like enough to have been meant; null otherwise. Case does not count. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.slice(0, LONGEST).toLowerCase();
  let best: { readonly candidate: string; readonly edits: number } | null = null;
  let looked = 0;
  for (const candidate of candidates) {
    if ((looked += 1) > MOST_CANDIDATES) break;
    const most = best ? best.edits - 1 : mostEdits(wanted);
    const edits = editsBetween(wanted, candidate.slice(0, LONGEST).toLowerCase(), most);
    if (edits <= most) best = { candidate, edits };
    if (edits === 0) break;
  }
  return best?.candidate ?? null;
}

/** "Did you mean 'x'?", or the given advice where nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>, otherwise: string): string {
  const near = nearest(name, candidates);
  return near === null ? otherwise : `Did you mean '${near}'?`;
}

/** One slip in a short name, three in a long one; nothing is like a name of two letters but itself. */
function mostEdits(name: string): number {
  return name.length < 3 ? 0 : Math.min(3, Math.max(1, Math.floor(name.length / 3)));
}

/**
 * How many letters must be put in, left out, replaced or swapped with their neighbour to make one text of another
 * (optimal string alignment distance), as far as it is at most `most`; more than that is `most + 1`.
 */
function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(cellOf(a, b, i, j, { before, row, next }));
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}

interface Rows {
  readonly before: readonly number[];
  readonly row: readonly number[];
  readonly next: readonly number[];
}

function cellOf(a: string, b: string, i: number, j: number, { before, row, next }: Rows): number {
  const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced);
  const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return isSwap ? Math.min(least, (before[j - 2] ?? 0) + 1) : least;
}
