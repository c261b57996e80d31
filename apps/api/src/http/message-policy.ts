/** What a page may do that shows a message, which a marketer wrote: no script, no form; pictures may come from anywhere. */
export const MESSAGE_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline' https:",
  'img-src http: https: data:',
  'font-src https: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the frame around a message lets it do: links of it open in a window of their own; nothing in it runs. */
export const MESSAGE_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';
