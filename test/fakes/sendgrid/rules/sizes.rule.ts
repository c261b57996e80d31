import { refusal, type Rule } from '../mail';

const MOST_ARGS_BYTES = 10_000;
const MOST_CATEGORIES = 10;
const LONGEST_CATEGORY = 255;

/** Custom arguments are strings, 10,000 bytes of them at most; of categories there are ten at most. */
export const sizesRule: Rule = ({ custom_args = {}, personalizations = [], categories = [] }) => {
  for (const args of [custom_args, ...personalizations.map((one) => one.custom_args ?? {})]) {
    const wrong = Object.entries(args).find(([, value]) => typeof value !== 'string');
    if (wrong) return refusal(`custom_args.${wrong[0]}`, 'The custom_args values must be strings.');
    if (Buffer.byteLength(JSON.stringify(args)) > MOST_ARGS_BYTES)
      return refusal('custom_args', 'The custom_args exceed 10,000 bytes.');
  }
  if (!Array.isArray(categories) || categories.length > MOST_CATEGORIES)
    return refusal('categories', 'No more than 10 categories are allowed.');
  if (categories.some((one) => typeof one !== 'string' || one.length > LONGEST_CATEGORY))
    return refusal('categories', 'A category must be a string of at most 255 characters.');
  if (new Set(categories).size < categories.length)
    return refusal('categories', 'Categories must be unique.');
  return null;
};
