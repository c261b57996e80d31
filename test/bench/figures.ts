/** The value below which a share of the values lies (nearest rank); NaN where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value; NaN where there is none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Rounded so that nobody reads noise: three digits. JSON has no NaN, so what could not be measured is null. */
export function shown(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : null;
}
