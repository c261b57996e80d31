import { Parser } from 'htmlparser2';
import { linkTarget, type Rewrite } from './link-target';

/** Elements whose address a reader follows. */
const FOLLOWED = new Set(['a', 'area']);

/**
 * Gives the links of an HTML other addresses: `href` of <a> and <area> that call http or https. Everything else stays byte
 * by byte, however odd the HTML is. Comments are not looked into.
 */
export function rewriteHtmlLinks(html: string, rewrite: Rewrite): string {
  const pieces: string[] = [];
  let copied = 0;
  let element = '';
  const parser = new Parser({
    onopentagname(name) {
      element = name;
    },
    onattribute(name, value) {
      if (name !== 'href' || !FOLLOWED.has(element)) return;
      const target = linkTarget(value);
      const address = target === null ? null : rewrite(target);
      if (address === null) return;
      pieces.push(html.slice(copied, parser.startIndex), `href="${escaped(address)}"`);
      copied = parser.endIndex;
    },
  });
  parser.write(html);
  parser.end();
  return pieces.join('') + html.slice(copied);
}

function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
