/** Lanes of a workspace, which are the groups of it that may be under way at once. */
export const LANES = 4;

/** The lane of somebody of whom nothing is on its way, by their first name: 0 and up. */
export function laneOf(names: readonly string[]): number {
  let hash = 0;
  for (const character of names[0] ?? '') hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % LANES;
}
