import { bodyStart } from './body-start';
import { protectLiquid } from './protected-liquid';

const HIDDEN =
  'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Puts the preheader (plain text with Liquid, as written) at the beginning of the body of a protected HTML, as
 * text that inboxes preview and no reader sees. `restore` brings back the Liquid of the HTML.
 */
export function withPreheader(
  html: string,
  preheader: string | null,
  restore: (made: string) => string,
): string {
  if (preheader === null || preheader.trim() === '') return restore(html);
  const shield = protectLiquid(preheader);
  const escaped = shield.text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
  const hidden = `<div style="${HIDDEN}">${shield.restore(escaped)}</div>`;
  const at = bodyStart(html);
  return restore(html.slice(0, at)) + hidden + restore(html.slice(at));
}
