/** How many candidates are looked at: a hint is not worth more. */
const MOST_CANDIDATES = 500;

/** Names longer than this are judged by their beginnings. */
const LONGEST = 40;

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
 * (optimal string alignment distance). Looks only as far as `most`, and answers `most + 1` for all that is more: cells
 * further than `most` from the diagonal are never reached.
 */
function editsBetween(a: string, b: string, most: number): number {
  if (most <= 0 || a === b) return a === b ? 0 : most + 1;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const far = most + 1;
  let before = new Array<number>(b.length + 1).fill(far);
  let row = Array.from({ length: b.length + 1 }, (_, j) => Math.min(j, far));
  for (let i = 1; i <= a.length; i++) {
    const next = new Array<number>(b.length + 1).fill(far);
    next[0] = Math.min(i, far);
    let least = next[0];
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = (row[j - 1] ?? far) + (isSame ? 0 : 1);
      const swapped = isSwap ? (before[j - 2] ?? far) + 1 : far;
      const edits = Math.min((row[j] ?? far) + 1, (next[j - 1] ?? far) + 1, replaced, swapped, far);
      next[j] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return far;
    [before, row] = [row, next];
  }
  return row[b.length] ?? far;
}
