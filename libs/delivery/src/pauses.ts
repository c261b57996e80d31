import { randomUUID } from 'node:crypto';
import { dropPauses, putPause, readPauses, type Database } from '#database';
import { openOutlook, type Outlook } from './outlook';
import type { Alert } from './provider';

/** Whom nobody posts by for a while: the key of a carrier, or one sender by it. */
export interface Paused {
  /** The key of the carrier. */
  readonly key: string;
  /** The one sender; null = the key. */
  readonly sender: string | null;
  readonly carrier: string;
  /** Whom it concerns; null = every workspace. */
  readonly workspaceId: string | null;
  /** The one sender or endpoint; null = the whole account. */
  readonly about: string | null;
  readonly reason: string;
  /** Epoch ms. */
  readonly until: number;
}

/** Who is left alone for a while: by this process at once, by the others within a second. */
export interface Pauses extends Outlook {
  /** Until when nobody posts by this key, or from this sender by it (epoch ms); null = they are not paused. */
  until(key: string, sender: string | null): number | null;
  begin(paused: Paused): Promise<void>;
  /** Something has got through: whatever was paused is so no more. */
  end(key: string, sender: string | null): Promise<void>;
}

/** Reasons that somebody has to mend. */
const TO_MEND: ReadonlySet<string> = new Set([
  ...['key-refused', 'sender-refused', 'wrong-address', 'login-refused', 'key-not-readable'],
]);

/** @param alert told once when a pause begins that somebody has to mend */
export function openPauses(database: Database, alert: Alert): Pauses {
  let known = new Map<string, number>();
  const { refresh } = openOutlook(async (at) => {
    const stored = await readPauses(database, at);
    known = new Map(stored.map(({ name, until }) => [name, until]));
  });
  return {
    refresh,
    until(key, sender) {
      const ends = namesOf(key, sender).map((name) => known.get(name) ?? 0);
      const end = Math.max(...ends);
      return end > Date.now() ? end : null;
    },
    async begin({ key, sender, ...paused }) {
      const name = nameOf(key, sender);
      known.set(name, Math.max(known.get(name) ?? 0, paused.until));
      const { carrier, about, reason } = paused;
      const began = await putPause(database, { id: randomUUID(), name, since: Date.now(), ...paused });
      if (!began || !TO_MEND.has(reason)) return;
      const domain = about?.split('@')[1];
      alert('sending is paused until somebody mends it', { carrier, reason, ...(domain ? { domain } : {}) });
    },
    async end(key, sender) {
      const names = namesOf(key, sender).filter((name) => known.has(name));
      if (names.length === 0) return;
      for (const name of names) known.delete(name);
      await dropPauses(database, names);
    },
  };
}

/** The name of a pause: of a key, or of a sender by it. */
export function nameOf(key: string, sender: string | null): string {
  return sender === null ? key : `${key} from ${sender.toLowerCase()}`;
}

function namesOf(key: string, sender: string | null): readonly string[] {
  return sender === null ? [key] : [key, nameOf(key, sender)];
}
