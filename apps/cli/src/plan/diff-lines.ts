/** Lines of a text that are compared; of a longer one only that it differs is told. */
const MOST_LINES = 2_000;

/** The lines that go (`- `) and come (`+ `) between two texts, in order; null where they are too long to compare. */
export function diffLines(before: string, after: string): readonly string[] | null {
  const [old, young] = [before.split('\n'), after.split('\n')];
  if (old.length > MOST_LINES || young.length > MOST_LINES) return null;
  const common = commonLengths(old, young);
  const lines: string[] = [];
  for (let i = 0, j = 0; i < old.length || j < young.length;) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      i++;
      j++;
    } else if (j >= young.length || (i < old.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push(`- ${old[i++]}`);
    } else {
      lines.push(`+ ${young[j++]}`);
    }
  }
  return lines;
}

/** How many lines are common to what follows line i of one and line j of the other. */
function commonLengths(one: readonly string[], other: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const longest =
        one[i] === other[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
      lengths[i]?.fill(longest, j, j + 1);
    }
  }
  return lengths;
}

function at(lengths: readonly Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
