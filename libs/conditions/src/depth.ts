/**
 * Whether a condition, not yet checked, is nested deeper than so many levels (a comparison alone is one).
 * Looks no deeper than that, so that a hostile nesting cannot exhaust the stack.
 */
export function isNestedDeeper(input: unknown, levels: number): boolean {
  if (typeof input !== 'object' || input === null) return false;
  if (levels === 0) return true;
  return partsOf(input).some((part) => isNestedDeeper(part, levels - 1));
}

function partsOf(input: object): readonly unknown[] {
  const { all, any, not, where } = input as { readonly [key: string]: unknown };
  return [...listOf(all), ...listOf(any), not, where];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
