import { LastUsed } from './last-used';
import { limits } from './limits';
import type { CompiledTemplate } from './template.contract';

/** Remembers templates that had to be stopped; those that were looked at longest ago are forgotten first. */
export class Suspects {
  private readonly kept = new LastUsed<true>(limits.suspectCharacters);
  private areThere = false;

  add(template: CompiledTemplate): void {
    this.areThere = true;
    this.kept.take(keyOf(template), () => true);
  }

  has(template: CompiledTemplate): boolean {
    // Mostly there is none, and nothing has to be put together.
    return this.areThere && this.kept.has(keyOf(template));
  }
}

function keyOf({ subject, html, text }: CompiledTemplate): string {
  return JSON.stringify([subject, html, text]);
}
