import { LastUsed } from './last-used';
import { limits } from './limits';
import type { CompiledTemplate } from './template.contract';

/** How many messages a template that was stopped must render in time before it is trusted again. */
const PROBATION = 20;

/**
 * Remembers templates that had to be stopped, until they have proved themselves: it may have been the machine, or one
 * person's data. Those that were looked at longest ago are forgotten first.
 */
export class Suspects {
  private readonly kept = new LastUsed<{ left: number }>(limits.suspectCharacters);
  private areThere = false;

  has(template: CompiledTemplate): boolean {
    // Mostly there is none, and nothing has to be put together.
    return this.areThere && this.kept.has(keyOf(template));
  }

  stopped(template: CompiledTemplate): void {
    this.areThere = true;
    this.kept.take(keyOf(template), () => ({ left: PROBATION })).left = PROBATION;
  }

  rendered(template: CompiledTemplate): void {
    if (!this.has(template)) return;
    const key = keyOf(template);
    const probation = this.kept.take(key, () => ({ left: PROBATION }));
    probation.left -= 1;
    if (probation.left <= 0) this.kept.forget(key);
  }
}

function keyOf({ subject, html, text }: CompiledTemplate): string {
  return JSON.stringify([subject, html, text]);
}
