/** Whose post it is: the key it goes by, and the workspace whose own that key is; null = it is everybody's. */
export interface Poster {
  readonly key: string;
  readonly workspaceId: string | null;
}

/** Who may post at once, so that slow providers cannot take every slot. Each process has its own. */
export interface Permits {
  /** Whether another post could begin now. */
  isFree(poster: Poster): boolean;
  /** Takes a permit; the answer gives it back, once. Null = none is free. */
  take(poster: Poster): (() => void) | null;
}

/** How many may post at once: by one key, by all keys of one workspace, and by all there are. */
export interface Room {
  readonly perKey: number;
  readonly perWorkspace?: number;
  readonly ofAll?: number;
}

export function openPermits({ perKey, perWorkspace = Infinity, ofAll = Infinity }: Room): Permits {
  const taken = new Map<string, number>();
  const limitsOf = ({ key, workspaceId }: Poster): readonly (readonly [string, number])[] => [
    [`key ${key}`, perKey],
    ...(workspaceId === null ? [] : [[`workspace ${workspaceId}`, perWorkspace] as const]),
    ['all', ofAll],
  ];
  const isFree = (poster: Poster): boolean =>
    limitsOf(poster).every(([name, most]) => (taken.get(name) ?? 0) < most);
  const count = (poster: Poster, by: 1 | -1): void => {
    for (const [name] of limitsOf(poster)) {
      const now = (taken.get(name) ?? 0) + by;
      if (now > 0) taken.set(name, now);
      else taken.delete(name);
    }
  };
  return {
    isFree,
    take(poster) {
      if (!isFree(poster)) return null;
      count(poster, 1);
      let isGiven = true;
      return () => {
        if (isGiven) count(poster, -1);
        isGiven = false;
      };
    },
  };
}
