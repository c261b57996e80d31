import { Parser } from 'htmlparser2';

/** Offset behind the `<body ...>` tag; where there is none, behind the head, the doctype, or 0. */
export function bodyStart(html: string): number {
  let body: number | null = null;
  let before = 0;
  const parser = new Parser({
    onopentag(name) {
      if (name === 'body') body ??= parser.endIndex + 1;
    },
    onclosetag(name) {
      if (name === 'head') before = parser.endIndex + 1;
    },
    onprocessinginstruction() {
      before = parser.endIndex + 1;
    },
  });
  parser.write(html);
  parser.end();
  return body ?? before;
}
