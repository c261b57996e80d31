import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes, or truthy, and answers that.
 * @throws Error when it is not within the deadline
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer> | Answer,
  deadlineMs = 20_000,
): Promise<NonNullable<Answer>> {
  for (const until = Date.now() + deadlineMs; Date.now() < until; await pause(20)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`It did not come about within ${deadlineMs} ms that ${what}.`);
}
