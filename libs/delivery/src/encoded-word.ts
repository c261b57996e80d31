/** Bytes per word: RFC 2047 allows 75 characters, of which 12 are its frame. */
const MOST_BYTES = 45;

/** A header's value in ASCII: as it is, or as encoded words (RFC 2047) where it has more than that. */
export function encodedWord(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words = [''];
  for (const character of text) {
    const longer = words[words.length - 1] + character;
    if (Buffer.byteLength(longer) > MOST_BYTES) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
