/** How many candidates are looked at: a hint is not worth more. */
const MOST_CANDIDATES = 500;

/** Names longer than this are judged by their beginnings. */
const LONGEST = 40;

/** The candidate most like `name`, if one is like enough to have been meant; null otherwise. Case does not count. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = cut(name);
  let best: string | null = null;
  let most = mostEdits(wanted);
  let looked = 0;
  for (const candidate of candidates) {
    if (most < 0 || (looked += 1) > MOST_CANDIDATES) break;
    while (most >= 0 && isWithin(most, wanted, cut(candidate))) {
      best = candidate;
      most -= 1;
    }
  }
  return best;
}

function cut(name: string): string {
  return name.slice(0, LONGEST).toLowerCase();
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

/** Whether one text becomes the other by so many letters put in, left out, replaced or swapped with their neighbour. */
function isWithin(edits: number, a: string, b: string, atA = 0, atB = 0): boolean {
  let i = atA;
  let j = atB;
  while (i < a.length && a[i] === b[j]) {
    i += 1;
    j += 1;
  }
  const leftA = a.length - i;
  const leftB = b.length - j;
  if (leftA === 0 || leftB === 0 || edits === 0) return leftA + leftB <= edits;
  if (Math.abs(leftA - leftB) > edits) return false;
  const isSwapped = a[i] === b[j + 1] && a[i + 1] === b[j];
  return (
    isWithin(edits - 1, a, b, i + 1, j + 1) ||
    isWithin(edits - 1, a, b, i + 1, j) ||
    isWithin(edits - 1, a, b, i, j + 1) ||
    (isSwapped && isWithin(edits - 1, a, b, i + 2, j + 2))
  );
}
