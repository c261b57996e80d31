import { refusal, type Rule } from '../mail';

const RESERVED = new Set([
  ...['x-sg-id', 'x-sg-eid', 'received', 'dkim-signature', 'content-type', 'content-transfer-encoding'],
  ...['to', 'from', 'subject', 'reply-to', 'cc', 'bcc'],
]);

/** Headers of one's own: none that SendGrid writes itself, in ASCII, on one line. */
export const headersRule: Rule = ({ headers = {}, personalizations = [] }) => {
  for (const [name, value] of [headers, ...personalizations.map((one) => one.headers ?? {})].flatMap(
    Object.entries,
  )) {
    if (RESERVED.has(name.toLowerCase()))
      return refusal('headers', `The header ${name} is reserved and may not be set.`);
    if (typeof value !== 'string') return refusal(`headers.${name}`, 'Header values must be strings.');
    if (!/^[!-9;-~]+$/.test(name) || !/^[\t\x20-\x7e]*$/.test(value))
      return refusal(`headers.${name}`, 'Headers must be ASCII and must not contain line breaks.');
  }
  return null;
};
