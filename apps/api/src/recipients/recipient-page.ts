import { createHash } from 'node:crypto';
import type { Language } from '#links';
import { html, type Html } from '../http/html';

const CSS = `
:root { color-scheme: light dark; --line: #d5dae1; --soft: #5b6472; --ground: #f4f5f7; --paper: #fff; --ink: #1b2330; --mark: #0a58a8; --on: #fff; --good: #0b6b3a; }
@media (prefers-color-scheme: dark) { :root { --line: #3a424f; --soft: #a5aebc; --ground: #14181f; --paper: #1c222c; --ink: #e8ebf0; --mark: #7cbcff; --on: #0d1420; --good: #6fd29b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; font: 17px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
main { width: 100%; max-width: 34rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
.from { margin: 0 0 .5rem; color: var(--soft); font-size: .9rem; }
h2 { margin: 2rem 0 .5rem; padding: 1.5rem 0 0; border-top: 1px solid var(--line); font-size: 1.1rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
fieldset { border: 0; margin: 0; padding: 0; }
legend { padding: 0; margin: 0 0 1rem; }
label { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; padding: .75rem 0; border-top: 1px solid var(--line); cursor: pointer; }
input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--mark); }
small { grid-column: 2; color: var(--soft); font-size: .9rem; }
button { margin: 1rem 0 0; padding: .75rem 1.5rem; font: inherit; font-weight: 600; color: var(--on); background: var(--mark); border: 0; border-radius: 8px; cursor: pointer; }
button.second { color: var(--mark); background: none; border: 1px solid currentColor; }
a { color: var(--mark); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--mark); outline-offset: 3px; }
[role="status"] { margin: 0 0 1rem; color: var(--good); font-weight: 600; }
pre { white-space: pre-wrap; margin: 0; font: inherit; }
`;

/** Nothing from anywhere: no script, no picture; the one style by its hash; forms only to ourselves. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(CSS).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const style: Html = { html: `<style>${CSS}</style>` };

/** A page for recipients, without script. */
export function recipientPage(page: {
  readonly language: Language;
  readonly title: string;
  /** Who writes to them; null where that is not to be told. */
  readonly from: string | null;
  readonly content: Html;
}): string {
  const { language, title, from, content } = page;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <main>
          ${from === null ? html`` : html`<p class="from">${from}</p>`}
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.html;
}
