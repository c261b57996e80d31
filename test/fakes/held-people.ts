/** Whom a network's list holds, by what it knows of them. Whoever shares anything with somebody taken out, goes with them. */
export interface HeldPeople {
  add(keys: readonly string[]): void;
  remove(keys: readonly string[]): void;
  /** Each as what is known of them, in order. */
  all(): readonly string[];
}

export function openHeldPeople(): HeldPeople {
  const people = new Map<string, readonly string[]>();
  return {
    add: (keys) => void people.set(keys.join(' '), keys),
    remove(keys) {
      for (const [name, known] of people) if (known.some((key) => keys.includes(key))) people.delete(name);
    },
    all: () => [...people.keys()].toSorted(),
  };
}
