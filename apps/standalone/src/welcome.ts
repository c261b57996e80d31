/** What is told to whoever started Jornada. */
export interface Welcome {
  readonly url: string;
  readonly temporalAddress: string;
  readonly temporalUi: string | null;
  /** Who carries messages: `mailbox`, or what really sends them. */
  readonly provider: string;
  readonly database: string;
  readonly dataFolder: string;
  readonly keys: { readonly write: string; readonly browser: string; readonly secret: string };
  /** An event that begins an example's journey; null: there is none to try. */
  readonly event: Readonly<Record<string, unknown>> | null;
}

const carriers: { readonly [provider: string]: string } = {
  mailbox: 'kept in the mailbox, none leaves',
  sendgrid: 'leaves by SendGrid (SENDGRID_API_KEY)',
  smtp: 'leaves by your mail server (SMTP_URL)',
};

/** The lines that say where everything is, and what to try first. */
export function welcome(about: Welcome): string {
  const lines = [
    '',
    'Jornada is running. Ctrl-C stops it.',
    '',
    `  API              ${about.url}`,
    `  Its description  ${about.url}/docs`,
    `  Mailbox          ${about.url}/mailbox`,
    `  E-mail           ${carriers[about.provider] ?? about.provider}`,
    `  Temporal         ${about.temporalUi ?? about.temporalAddress}`,
    `  PostgreSQL       ${about.database}`,
    `  Data             ${about.dataFolder}`,
    '',
    'Keys of the workspace "demo":',
    '',
    `  write    ${about.keys.write}   for servers: sends events`,
    `  browser  ${about.keys.browser}   for pages: sends events, and is public`,
    `  secret   ${about.keys.secret}   for the API: everything`,
    '',
  ];
  if (about.event === null) return lines.join('\n');
  return [
    ...lines,
    `Try it: this event begins a journey, and a few seconds later its e-mail ${about.provider === 'mailbox' ? 'is in the mailbox' : 'leaves'}.`,
    '',
    `  curl -u '${about.keys.write}:' ${about.url}/v1/track \\`,
    `    -H 'content-type: application/json' \\`,
    `    -d ${quoted(JSON.stringify(about.event))}`,
    '',
  ].join('\n');
}

/** For a shell: nothing in it means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
