import { limits } from './limits';

/** A header's value on one line: controls and line ends become one space, at most 998 bytes of UTF-8. */
export function subjectLine(rendered: string): string {
  const line = rendered.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (Buffer.byteLength(line) <= limits.subjectBytes) return line;
  let bytes = 0;
  let kept = '';
  for (const character of line.slice(0, limits.subjectBytes)) {
    bytes += Buffer.byteLength(character);
    if (bytes > limits.subjectBytes) break;
    kept += character;
  }
  return kept.trim();
}
