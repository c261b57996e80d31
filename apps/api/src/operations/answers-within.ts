import { setTimeout as wait } from 'node:timers/promises';

/** Whether a question is answered with yes within some milliseconds. A failure, and silence, mean no. */
export async function answersWithin(milliseconds: number, question: Promise<boolean>): Promise<boolean> {
  const patience = new AbortController();
  const silence = wait(milliseconds, false, { signal: patience.signal });
  try {
    return await Promise.race([question, silence]);
  } catch {
    return false;
  } finally {
    patience.abort();
    await silence.catch(() => undefined);
  }
}
