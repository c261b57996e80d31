import { refusal, type Address, type Rule } from '../mail';

const MOST_PERSONALIZATIONS = 1_000;

/** At least one personalization and at most a thousand, each with somebody to write to, nobody twice. */
export const addressesRule: Rule = ({ personalizations }) => {
  if (!Array.isArray(personalizations) || personalizations.length === 0)
    return refusal(
      'personalizations',
      'The personalizations field is required and must have at least one personalization.',
    );
  if (personalizations.length > MOST_PERSONALIZATIONS)
    return refusal('personalizations', 'No more than 1000 personalizations are allowed.');
  for (const [at, { to, cc = [], bcc = [] }] of personalizations.entries()) {
    if (!Array.isArray(to) || to.length === 0)
      return refusal(
        `personalizations.${at}.to`,
        'The to array is required for all personalization objects, and must have at least one email object with a valid email address.',
      );
    const addresses = [...to, ...cc, ...bcc];
    const wrong = addresses.find((address) => !isAddress(address));
    if (wrong) return refusal(`personalizations.${at}.to`, 'Does not contain a valid address.');
    const names = addresses.map(({ email }) => String(email).toLowerCase());
    const twice = names.find((name, place) => names.indexOf(name) !== place);
    if (twice !== undefined)
      return refusal(
        'personalizations',
        `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${twice}] in the personalizations.${at}.to field.`,
      );
  }
  return null;
};

/** The sender: an address, and one that was verified. */
export const senderRule =
  (verified: ReadonlySet<string>): Rule =>
  ({ from, reply_to }) => {
    if (!from || !isAddress(from))
      return refusal(
        'from.email',
        'The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.',
      );
    if (reply_to && !isAddress(reply_to))
      return refusal('reply_to.email', 'The reply_to email does not contain a valid address.');
    if (!verified.has(String(from.email).toLowerCase()))
      return refusal(
        'from',
        'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
        403,
      );
    return null;
  };

function isAddress({ email }: Address): boolean {
  return typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email);
}
