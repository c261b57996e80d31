import { Parser } from 'htmlparser2';

/** Something in an HTML that must not reach a reader. `offset` is where its tag begins. */
export interface UnsafeHtml {
  readonly offset: number;
  readonly sentence: string;
  readonly hint: string;
}

const FORBIDDEN = new Set(
  'script iframe frame frameset object embed applet base svg math portal fencedframe'.split(' '),
);
const ADDRESSES = new Set(
  'href src background-url action formaction background poster data cite longdesc manifest ping xlink:href srcdoc'.split(
    ' ',
  ),
);
const RUNNING = /^(?:javascript|vbscript|livescript|mocha):/i;
const DATA = /^data:/i;
const DATA_IMAGE = /^data:image\/(?:png|gif|jpe?g|webp|avif|bmp)[;,]/i;
const EVENT_HANDLER = /^on/i;
const RUNNING_STYLE = /expression\s*\(|javascript\s*:|-moz-binding|behavior\s*:/i;

/**
 * Finds what could run code in a mail program or in the "view in browser" page: elements that do, `on...`
 * attributes, addresses that run code, automatic redirects. Entities are decoded first, as a browser would.
 */
export function findUnsafeHtml(html: string): readonly UnsafeHtml[] {
  const found: UnsafeHtml[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const add = (sentence: string, hint: string): number =>
        found.push({ offset: parser.startIndex, sentence, hint });
      if (FORBIDDEN.has(name)) {
        add(`<${name}> is not allowed in a message.`, 'Remove it: mail programs do, and it could run code.');
      }
      if (name === 'meta' && attributes['http-equiv']?.trim().toLowerCase() === 'refresh') {
        add(
          'A message may not send its reader to another page by itself.',
          'Remove <meta http-equiv="refresh">.',
        );
      }
      for (const [attribute, value] of Object.entries(attributes)) {
        const problem = judgeAttribute(attribute, value);
        if (problem) add(`In <${name.slice(0, 40)}>: ${problem.sentence}`, problem.hint);
      }
    },
  });
  parser.write(html);
  parser.end();
  return found;
}

function judgeAttribute(name: string, value: string): Omit<UnsafeHtml, 'offset'> | null {
  if (EVENT_HANDLER.test(name)) {
    return {
      sentence: `the attribute ${name.slice(0, 40)} runs code.`,
      hint: 'Remove it: mail programs ignore it.',
    };
  }
  if (name === 'style' && RUNNING_STYLE.test(value)) {
    return { sentence: 'the style runs code.', hint: 'Use plain CSS.' };
  }
  if (!ADDRESSES.has(name)) return null;
  // Browsers drop control characters and spaces around and inside a scheme.
  const address = value.slice(0, 2_000).replace(/[\p{Cc} ]+/gu, '');
  if (RUNNING.test(address) || (DATA.test(address) && !DATA_IMAGE.test(address))) {
    return {
      sentence: `the address in ${name} runs code or holds a document.`,
      hint: 'Use an address that begins with https:, mailto: or tel:.',
    };
  }
  return null;
}
