import { Parser } from 'htmlparser2';

import { limits } from './limits';

/** A finding in a protected MJML text. */
export interface MjmlFinding {
  readonly offset: number;
  readonly severity: 'error' | 'warning';
  readonly sentence: string;
  readonly hint: string;
}

export interface WrappedMjml {
  readonly mjml: string;
  /** Liquid before the <mjml> element, such as assigns: goes in front of the HTML. */
  readonly lead: string;
  /** Words that were wrapped into <mj-raw>, in order. */
  readonly wrapped: readonly string[];
  readonly findings: readonly MjmlFinding[];
}

/** Elements whose content MJML takes as text: its own "ending tags", and mj-html-attribute. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'mj-text mj-button mj-table mj-raw mj-style mj-title mj-preview mj-breakpoint mj-html-attribute ' +
    'mj-navbar-link mj-social-element mj-accordion-title mj-accordion-text mj-carousel-image'
  ).split(' '),
);

/** Elements between whose children an <mj-raw> keeps its place. */
const RAW_PARENTS: ReadonlySet<string> = new Set(
  'mj-body mj-section mj-wrapper mj-column mj-group mj-hero mj-navbar mj-social mj-accordion'.split(' '),
);

/**
 * MJML drops text that stands between its elements; Liquid's tags there are such text. This wraps each into an
 * <mj-raw>, which MJML passes on, so `{% for %}` may stand around sections, columns and contents alike.
 * Reads the way MJML's own parser does (same parser, same settings). No line numbers change.
 */
export function wrapStrayLiquid(text: string, words: RegExp): WrappedMjml {
  const findings: MjmlFinding[] = [];
  const insertions: { from: number; to: number; replacement: string }[] = [];
  const wrapped: string[] = [];
  const parents: string[] = [];
  let lead = '';
  let seenRoot = false;
  let textDepth = 0;

  const error = (offset: number, sentence: string, hint: string): number =>
    findings.push({ offset, severity: 'error', sentence, hint });

  const takeText = (data: string, from: number): void => {
    const found = data.match(words) ?? [];
    const parent = parents.at(-1);
    const rest = data.replace(words, '').trim();
    if (rest !== '') {
      const sentence = `MJML drops text that stands directly in ${parent ? `<${parent}>` : 'the document'}.`;
      findings.push({ offset: from, severity: 'warning', sentence, hint: 'Put it into an <mj-text>.' });
    }
    if (found.length === 0) return;
    if (parent === undefined && !seenRoot) lead += found.join('');
    else if (parent !== undefined && parents.includes('mj-body') && RAW_PARENTS.has(parent)) {
      wrapped.push(...found);
      const replacement = data.replace(words, (word) => `<mj-raw>${word}</mj-raw>`);
      insertions.push({ from, to: from + data.length, replacement });
    } else {
      const where = parent === undefined ? 'after </mjml>' : `directly in <${parent}>`;
      const hint = 'Put it around sections, columns or what stands in them, or into text or an attribute.';
      error(from + data.search(words), `Liquid cannot stand ${where}: MJML would drop it.`, hint);
    }
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (TEXT_ELEMENTS.has(name)) textDepth += 1;
        if (textDepth > (TEXT_ELEMENTS.has(name) ? 1 : 0)) return;
        seenRoot = true;
        if (name === 'mj-include') {
          error(
            parser.startIndex,
            '<mj-include> is not available.',
            'A template reads no other file: paste it in.',
          );
        }
        if ([name, ...Object.keys(attributes)].some((part) => part.search(words) >= 0)) {
          const hint = 'Put Liquid inside the quotes of an attribute, or around the whole element.';
          error(parser.startIndex, 'Liquid cannot stand in place of an MJML element or attribute.', hint);
        }
        parents.push(name);
        if (parents.length === limits.mjmlDepth) {
          error(
            parser.startIndex,
            'The MJML is nested too deeply.',
            'Close what you open: sections do not nest.',
          );
        }
      },
      onclosetag(name) {
        if (TEXT_ELEMENTS.has(name)) textDepth -= 1;
        if (textDepth === 0) parents.pop();
      },
      ontext(data) {
        if (textDepth === 0) takeText(data, parser.startIndex);
      },
    },
    {
      recognizeCDATA: true,
      decodeEntities: false,
      recognizeSelfClosing: true,
      lowerCaseAttributeNames: false,
    },
  );
  parser.write(text);
  parser.end();

  let mjml = text;
  for (const { from, to, replacement } of insertions.toReversed()) {
    mjml = mjml.slice(0, from) + replacement + mjml.slice(to);
  }
  return { mjml, lead, wrapped, findings };
}
