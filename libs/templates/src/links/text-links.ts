import { linkTarget, type Rewrite } from './link-target';

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;
const TRAILING = new Set(".,;:!?'*_~");
const OPENERS: { readonly [closer: string]: string } = { ')': '(', ']': '[', '}': '{' };

/** Gives the http(s) addresses in a plain text others. What closes a bracket or a sentence around one is none of it. */
export function rewriteTextLinks(text: string, rewrite: Rewrite): string {
  return text.replace(ADDRESS, (found: string, at: number) => {
    const address = withoutSurroundings(found, text.charAt(at - 1) === '_');
    const target = linkTarget(address);
    const other = target === null ? null : rewrite(target);
    return other === null ? found : other + found.slice(address.length);
  });
}

/** @param isEmphasized whether a `_` stands before it: only then one at its end is not its own, as it may be of a token */
function withoutSurroundings(found: string, isEmphasized: boolean): string {
  const open: string[] = [];
  let end = 0;
  for (; end < found.length; end++) {
    const character = found.charAt(end);
    if ('([{'.includes(character)) open.push(character);
    const opener = OPENERS[character];
    if (opener !== undefined && open.pop() !== opener) break;
  }
  const isTrailing = (sign: string): boolean => TRAILING.has(sign) && (sign !== '_' || isEmphasized);
  while (end > 0 && isTrailing(found.charAt(end - 1))) end--;
  return found.slice(0, end);
}
