import { appendToBody, linkTarget, rewriteHtmlLinks, rewriteTextLinks, type Rewrite } from '#templates';
import type { MessageLinks } from './message-links';
import type { Footer } from './unsubscribe-footer';

/** Links of one message that are followed by way of us; those beyond stay as they are. */
const MOST_TARGETS = 1_000;

/** A message whose links lead by way of us. */
export interface LinkedMessage {
  readonly html: string | null;
  readonly text: string;
  /** Where each click link leads, by its number. */
  readonly targets: readonly string[];
}

/**
 * Takes the links out of a rendered message and puts click links in their place, the same target under the same number
 * in both parts; adds the footer where a part has no unsubscribe link of its own, and the picture that tells of an opening.
 */
export function linkMessage(
  { html, text }: { readonly html: string | null; readonly text: string },
  { unsubscribe, preferences, view, touches }: MessageLinks,
  footer: Footer | null,
): LinkedMessage {
  // In order of their numbers.
  const targets = new Map<string, number>();
  const wayOut = linkTarget(unsubscribe);
  const own = new Set([wayOut, linkTarget(preferences), linkTarget(view)]);
  const [inHtml, inText] = [new Set<string | null>(), new Set<string | null>()];
  const rewriteNoting =
    (noted: Set<string | null>): Rewrite =>
    (target) => {
      noted.add(target);
      const number = own.has(target) || !touches ? null : numberOf(target, targets);
      return number === null || !touches ? null : touches.click(number);
    };
  const linkedHtml = html === null ? null : rewriteHtmlLinks(html, rewriteNoting(inHtml));
  const linkedText = rewriteTextLinks(text, rewriteNoting(inText));
  const end = (footer && !inHtml.has(wayOut) ? footer.html : '') + (touches ? pictureOf(touches.open) : '');
  return {
    html: linkedHtml === null || end === '' ? linkedHtml : appendToBody(linkedHtml, end),
    text: footer && !inText.has(wayOut) ? linkedText + footer.text : linkedText,
    targets: [...targets.keys()],
  };
}

function numberOf(target: string, targets: Map<string, number>): number | null {
  const known = targets.get(target);
  if (known !== undefined) return known;
  if (targets.size >= MOST_TARGETS) return null;
  targets.set(target, targets.size);
  return targets.size - 1;
}

function pictureOf(url: string): string {
  return `<img src="${url}" alt="" width="1" height="1" style="display:block;width:1px;height:1px;border:0">`;
}
