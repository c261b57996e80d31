/** A text taken apart: what stands as it is, and the paths in double braces whose values are filled in. */
export type TextPart = { readonly text: string } | { readonly path: string };

/** Takes `Olá, {{ profile.name }}!` apart; null where braces are left open or a tag begins. Whether paths are any is not judged. */
export function textParts(text: string): readonly TextPart[] | null {
  const parts: TextPart[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open === -1) break;
    const close = text.indexOf('}}', open);
    if (close === -1) return null;
    if (open > at) parts.push({ text: text.slice(at, open) });
    parts.push({ path: text.slice(open + 2, close).trim() });
    at = close + 2;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts.some((part) => 'text' in part && part.text.includes('{%')) ? null : parts;
}
