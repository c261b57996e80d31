import type { Template } from 'liquidjs';

import { openLiquid, type Surrounding } from './liquid.engine';

/** Characters of source whose parsed form is kept per surrounding. Parsed, a source takes about ten times that. */
const CAPACITY = 1_000_000;

/** Parses templates and keeps the parsed ones that were used last, found by their content. */
export class ParsedTemplates {
  readonly engine;
  private readonly kept = new Map<string, Template[]>();
  private characters = 0;

  constructor(surrounding: Surrounding) {
    this.engine = openLiquid(surrounding);
  }

  /** Throws Liquid's errors. */
  parse(source: string): Template[] {
    const known = this.kept.get(source);
    if (known !== undefined) {
      this.kept.delete(source);
      this.kept.set(source, known);
      return known;
    }
    const parsed = this.engine.parse(source);
    this.kept.set(source, parsed);
    this.characters += source.length;
    for (const oldest of this.kept.keys()) {
      if (this.characters <= CAPACITY || oldest === source) break;
      this.kept.delete(oldest);
      this.characters -= oldest.length;
    }
    return parsed;
  }
}
