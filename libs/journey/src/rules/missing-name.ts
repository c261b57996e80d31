import { didYouMean } from './nearest';

/** What the contents of messages may look at; where a list of names is given, these are all there are. */
const KNOWN: ReadonlyMap<string, readonly string[] | null> = new Map([
  ...['profile', 'event', 'run', 'steps'].map((root) => [root, null] as const),
  ['workspace', ['key', 'name', 'timezone', 'locale']],
  ['links', ['unsubscribe', 'preferences', 'view']],
]);

/** Why a content that reads these keys finds nothing, whatever the journey; null where it may find something. */
export function missingName(
  keys: readonly (string | number)[],
): { readonly sentence: string; readonly hint: string } | null {
  const [root, name] = keys.map(String);
  if (root === undefined) return null;
  const names = KNOWN.get(root);
  if (names === undefined) {
    const all = `A template knows ${[...KNOWN.keys()].join(', ')} and what it assigns itself.`;
    const hint = root === 'trigger' ? 'In templates the event that led here is called "event".' : all;
    return { sentence: `There is no "${root}": it renders empty.`, hint };
  }
  if (names === null || name === undefined || names.includes(name)) return null;
  const hint = didYouMean(name, names, `It has ${names.join(', ')}.`);
  return { sentence: `There is no "${root}.${name}": it renders empty.`, hint };
}
