import { styleText } from 'node:util';
import type { Terminal } from './terminal';

/** What words are made to look like, where colours are shown. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  warning(text: string): string;
  strong(text: string): string;
  quiet(text: string): string;
}

type Format = Parameters<typeof styleText>[0];

/** Colours where somebody watches, unless NO_COLOR says otherwise; FORCE_COLOR asks for them anywhere. */
export function styleOf({ env, isInteractive }: Terminal): Style {
  const isForced = (env['FORCE_COLOR'] ?? '') !== '' && env['FORCE_COLOR'] !== '0';
  const hasColours =
    (env['NO_COLOR'] ?? '') === '' && (isForced || (isInteractive && env['TERM'] !== 'dumb'));
  const styled =
    (format: Format) =>
    (text: string): string =>
      hasColours && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    good: styled('green'),
    bad: styled('red'),
    warning: styled('yellow'),
    strong: styled('bold'),
    quiet: styled('dim'),
  };
}
