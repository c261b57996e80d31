import type { Html } from '../http/html';

/** The mailbox's looks, light and dark. */
export const STYLE: Html = {
  html: `
:root { color-scheme: light dark; --line: #d9dde3; --soft: #667080; --ground: #f5f6f8; --paper: #fff; --ink: #1b2330; --mark: #0b6bcb; }
@media (prefers-color-scheme: dark) {
  :root { --line: #333a46; --soft: #98a2b3; --ground: #14181f; --paper: #1c222c; --ink: #e8ebf0; --mark: #6cb2ff; }
}
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: grid; grid-template-columns: minmax(16rem, 24rem) 1fr; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
aside { border-right: 1px solid var(--line); overflow-y: auto; background: var(--paper); }
aside header { display: flex; align-items: baseline; justify-content: space-between; padding: 1rem; border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--paper); }
h1 { font-size: 1.1rem; margin: 0; }
a { color: var(--mark); }
ol { list-style: none; margin: 0; padding: 0; }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .7rem 1rem; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
li a:hover { background: var(--ground); }
li a[aria-current] { box-shadow: inset 4px 0 var(--mark); background: var(--ground); }
.to { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.subject { grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
time, .empty, dt { color: var(--soft); }
time { font-size: .85rem; }
.empty { padding: 1rem; margin: 0; }
main { overflow: auto; padding: 1.5rem; }
article { display: flex; flex-direction: column; gap: 1rem; min-height: 100%; max-width: 60rem; margin: 0 auto; }
h2 { margin: 0; font-size: 1.4rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { flex: 1; min-height: 32rem; width: 100%; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 1rem; }
summary { cursor: pointer; }
@media (max-width: 48rem) { body { grid-template-columns: 1fr; height: auto; } aside { border-right: 0; max-height: 40vh; } }
`,
};
