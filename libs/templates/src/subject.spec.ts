import fc from 'fast-check';

import { subjectLine } from './subject';

describe('a subject', () => {
  test.each([
    ['Hello\r\nBcc: everyone@x.example', 'Hello Bcc: everyone@x.example'],
    ['a\0b\nc\u2028d\u0085e\vf', 'a b c d e f'],
    ['  spaced \t out  ', 'spaced out'],
    ['\r\n', ''],
  ])('%j becomes %j', (rendered, expected) => {
    expect(subjectLine(rendered)).toBe(expected);
  });

  it('never has more than 998 bytes, a line end or half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 0, maxLength: 2_000, size: 'max' }),
        (rendered) => {
          const line = subjectLine(rendered);
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
          expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(line).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });

  it('keeps as many whole characters as fit', () => {
    expect(subjectLine('🎈'.repeat(400))).toBe('🎈'.repeat(249));
  });
});
