const CAPACITY = 200;
const made = new Map<string, unknown>();

/** Keeps costly Intl formatters by key; forgets all of them when there are too many (hostile locales). */
export function keptFormatter<T>(key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) return known as T;
  if (made.size >= CAPACITY) made.clear();
  const formatter = make();
  made.set(key, formatter);
  return formatter;
}
