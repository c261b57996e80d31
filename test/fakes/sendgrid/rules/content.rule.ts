import { refusal, type Rule } from '../mail';

const PLACES = ['text/plain', 'text/html'];

/** A subject; and parts that are not empty, text before HTML, each once. */
export const contentRule: Rule = ({ subject, personalizations = [], content }) => {
  const subjects = [subject, ...personalizations.map((one) => one.subject)];
  if (!subjects.some((one) => typeof one === 'string' && one !== ''))
    return refusal(
      'subject',
      'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.',
    );
  if (!Array.isArray(content) || content.length === 0)
    return refusal(
      'content',
      'Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.',
    );
  for (const [at, { type, value }] of content.entries()) {
    if (typeof type !== 'string' || type === '')
      return refusal(
        `content.${at}.type`,
        'The content type must be a string at least one character in length.',
      );
    if (typeof value !== 'string' || value === '')
      return refusal(
        `content.${at}.value`,
        'The content value must be a string at least one character in length.',
      );
  }
  const places = content.map(
    ({ type }) => (PLACES.indexOf(String(type)) + PLACES.length + 1) % (PLACES.length + 1),
  );
  if (places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0)))
    return refusal(
      'content',
      'If present, text/plain must be first, followed by text/html, followed by any other content.',
    );
  const types = content.map(({ type }) => String(type));
  if (new Set(types).size < types.length)
    return refusal('content', 'If present, text/plain and text/html may only be provided once.');
  return null;
};
