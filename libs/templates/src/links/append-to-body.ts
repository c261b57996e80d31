import { Parser } from 'htmlparser2';
import { bodyStart } from '../body-start';

/**
 * Adds a piece of HTML at the end of a message. Where it would not be read as HTML there (a comment or a quote that was
 * never closed swallows it), it comes at the beginning.
 * @param piece begins with a tag
 */
export function appendToBody(html: string, piece: string): string {
  const last = bodyEnd(html);
  const appended = insert(html, last, piece);
  return hasTagAt(appended, last) ? appended : insert(html, bodyStart(html), piece);
}

function insert(html: string, at: number, piece: string): string {
  return html.slice(0, at) + piece + html.slice(at);
}

/** Offset of the last `</body>`; where there is none, of the end. */
function bodyEnd(html: string): number {
  let end = html.length;
  const parser = new Parser({
    onclosetag(name, isImplied) {
      if (name === 'body' && !isImplied) end = parser.startIndex;
    },
  });
  parser.write(html);
  parser.end();
  return end;
}

function hasTagAt(html: string, offset: number): boolean {
  let found = false;
  const parser = new Parser({
    onopentagname() {
      found ||= parser.startIndex === offset;
    },
  });
  parser.write(html);
  parser.end();
  return found;
}
