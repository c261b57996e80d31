import { filters, Liquid, Tag, type FilterImplOptions } from 'liquidjs';

import { date } from './filters/date.filter';
import type { FilterThis } from './filters/filter';
import { money } from './filters/money.filter';
import { plural } from './filters/plural.filter';
import { limits } from './limits';

/** How what a template prints reaches the message: escaped in HTML, as it is in the subject and the text. */
export type Surrounding = 'html' | 'plain';

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

/** A Liquid that reads no files, sees own properties only, knows our filters and stops at the limits. */
export function openLiquid(surrounding: Surrounding): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    outputEscape: surrounding === 'html' ? escapeHtml : chargeOutput,
    parseLimit: limits.parsedCharacters,
    memoryLimit: limits.memoryUnits,
    // An empty set of templates in memory: the file system is not even looked at.
    templates: {},
    relativeReference: false,
  });
  for (const name of ['include', 'render', 'layout', 'block']) engine.registerTag(name, RefusedTag);
  engine.registerFilter('money', money);
  engine.registerFilter('date', date);
  engine.registerFilter('plural', plural);
  if (surrounding === 'html') registerEscapingFilters(engine);
  else engine.registerFilter('newline_to_br', (value: unknown) => value);
  return engine;
}

/** Where a filter escapes by itself, what it answers must not be escaped once more. */
function registerEscapingFilters(engine: Liquid): void {
  const escapeOnce = filters.escape_once as Handler;
  const breakLines = filters.newline_to_br as Handler;
  for (const name of ['escape', 'xml_escape']) {
    engine.registerFilter(name, { raw: true, handler: filters.escape as Handler });
  }
  engine.registerFilter('escape_once', { raw: true, handler: escapeOnce });
  engine.registerFilter('newline_to_br', {
    raw: true,
    handler(this: FilterThis, value: unknown) {
      return breakLines.call(this, escapeOnce.call(this, value));
    },
  });
}

function escapeHtml(this: FilterThis | void, value: unknown): string {
  return (filters.escape as Handler).call(this as FilterThis, value) as string;
}

/** Nothing to escape; but what is printed counts as memory, as it does where it is escaped. */
function chargeOutput(this: FilterThis | void, value: unknown): string {
  if (typeof value === 'string') (this as FilterThis).context.memoryLimit.use(value.length);
  return value as string;
}

class RefusedTag extends Tag {
  constructor(...args: ConstructorParameters<typeof Tag>) {
    super(...args);
    throw new Error(`{% ${this.name} %} is not available: a template reads no other file`);
  }

  override render(): void {}
}
