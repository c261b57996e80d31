/** What stands on either side of the @: nothing that ends a line, begins a list, or cannot be seen. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\\p{C}]+@[^\s@<>,;:"()[\]\\\p{C}]+\.[^\s@<>,;:"()[\]\\\p{C}]+$/u;

/** Characters of an address at most. */
export const LONGEST_ADDRESS = 254;

/** Whether this is one e-mail address, as SMTP could take it. */
export function isAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && ADDRESS.test(text);
}
