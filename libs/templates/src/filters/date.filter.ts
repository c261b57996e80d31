import { filters, type FilterImplOptions } from 'liquidjs';

import type { FilterThis } from './filter';
import { FilterUseError } from './filter-use.error';
import { keptFormatter } from './formatters';
import { isZone, localeOf, zoneOf } from './reader';

const STYLES = ['short', 'medium', 'long', 'full'] as const;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const WALL_CLOCK = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
/** Numbers from here on are milliseconds, below it seconds (in seconds it would be the year 5138). */
const MILLISECONDS_FROM = 1e11;

/**
 * `{{ event.at | date: '%d/%m/%Y %H:%M' }}`, `{{ event.at | date: 'long', 'Europe/Lisbon', 'pt' }}`:
 * an instant (ISO 8601, epoch seconds or milliseconds, `'now'`) in the person's zone and language.
 * The format is one of strftime's, or `short | medium | long | full` as the language writes dates, or `time`.
 * A date without a time, or a time without an offset, is shown as written: it belongs to no zone.
 * What is no date is shown as it is; missing is empty. An unknown zone written in the template is an error.
 */
export function date(
  this: FilterThis,
  value: unknown,
  format?: unknown,
  zone?: unknown,
  locale?: unknown,
): unknown {
  if (value === undefined || value === null || value === '') return '';
  if (zone !== undefined && zone !== null && !isZone(zone)) {
    throw new FilterUseError('date needs a time zone that exists, such as "America/Sao_Paulo"');
  }
  const { instant, floating } = readDate(value);
  const shownIn = floating ? 'UTC' : isZone(zone) ? zone : zoneOf(this.context);
  const language = localeOf(this.context, locale);
  const options = intlOptions(format ?? 'medium', shownIn);
  if (options === null) return strftime(this, instant, format, shownIn, language);
  const moment = new Date(instant === 'now' || instant === 'today' ? Date.now() : instant);
  if (Number.isNaN(moment.getTime())) return value;
  const key = `date ${language} ${JSON.stringify(options)}`;
  return keptFormatter(key, () => new Intl.DateTimeFormat(language, options)).format(moment);
}

function readDate(value: unknown): { instant: string | number; floating: boolean } {
  const text = String(value).trim();
  if (DATE_ONLY.test(text)) return { instant: text, floating: true };
  if (WALL_CLOCK.test(text)) return { instant: `${text.replace(' ', 'T')}Z`, floating: true };
  if (!/^-?\d+(\.\d+)?$/.test(text)) return { instant: text, floating: false };
  const number = Number(text);
  return { instant: Math.abs(number) < MILLISECONDS_FROM ? number * 1000 : number, floating: false };
}

function intlOptions(format: unknown, timeZone: string): Intl.DateTimeFormatOptions | null {
  if (format === 'time') return { timeStyle: 'short', timeZone };
  const dateStyle = STYLES.find((style) => style === format);
  return dateStyle === undefined ? null : { dateStyle, timeZone };
}

/** Ruby's shorthands, which Liquid's strftime for JavaScript lacks. */
const SHORTHANDS: Readonly<Record<string, string>> = {
  '%F': '%Y-%m-%d',
  '%T': '%H:%M:%S',
  '%R': '%H:%M',
  '%D': '%m/%d/%y',
};

/** Liquid's own strftime, told the zone and the language. */
function strftime(
  self: FilterThis,
  instant: string | number,
  format: unknown,
  zone: string,
  locale: string,
): unknown {
  const opts = { ...self.context.opts, locale };
  const context: unknown = Object.create(self.context, { opts: { value: opts } });
  const builtIn = filters.date as Extract<FilterImplOptions, (...args: never[]) => unknown>;
  const value = typeof instant === 'number' ? instant / 1000 : instant;
  const spelled = String(format).replace(/%[%FTRD]/g, (directive) => SHORTHANDS[directive] ?? directive);
  return builtIn.call({ ...self, context } as FilterThis, value, spelled, zone);
}
