import type { Template } from 'liquidjs';

import { LastUsed } from './last-used';
import { openLiquid, type Surrounding } from './liquid.engine';

/** Characters of source whose parsed form is kept per surrounding. Parsed, a source takes about ten times that. */
const CAPACITY = 1_000_000;

/** Parses templates and keeps the parsed ones that were used last, found by their content. */
export class ParsedTemplates {
  readonly engine;
  private readonly kept = new LastUsed<Template[]>(CAPACITY);

  constructor(surrounding: Surrounding) {
    this.engine = openLiquid(surrounding);
  }

  /** Throws Liquid's errors. */
  parse(source: string): Template[] {
    return this.kept.take(source, () => this.engine.parse(source));
  }
}
