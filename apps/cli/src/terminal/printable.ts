/** What colours and the like may be, which `styleText` writes: they begin with an escape. */
const STYLE = /(\p{Cc}\[[\d;]*m)/u;
const ESCAPE = '\u001b[';

/**
 * A line as a terminal may have it: nothing that moves the cursor or worse, whoever wrote it, but for colours. A line
 * break in it becomes a space.
 */
export function printable(line: string): string {
  const parts = line.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').split(STYLE);
  const isStyle = (part: string): boolean => part.startsWith(ESCAPE) && STYLE.test(part);
  return parts.map((part) => (isStyle(part) ? part : part.replaceAll(/\p{Cc}/gu, ''))).join('');
}
