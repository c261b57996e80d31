import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Definition, Definitions, FileFault, Named } from './definitions';
import { readJsonFile, readText, sourceAt } from './read-file';

const PARTS = ['mjml', 'html', 'text'] as const;

/**
 * The templates or blocks of a folder. Each is `<key>.json`, and its long texts may stand beside it as `<key>.mjml`, `<key>.html`
 * and `<key>.text`; those of a locale that it names as `<key>.<locale>.mjml` and so on.
 */
export function readTemplates(
  cwd: string,
  folder: string,
  into: 'templates' | 'blocks',
): Partial<Definitions> {
  if (!existsSync(folder)) return {};
  const keys = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const all = keys.toSorted().map((name) => templateAt(cwd, folder, path.basename(name, '.json')));
  return {
    [into]: all.filter((one) => 'body' in one),
    faults: all.filter((one) => 'sentence' in one),
  };
}

function templateAt(cwd: string, folder: string, key: string): Definition | FileFault {
  const source = sourceAt(cwd, path.join(folder, `${key}.json`));
  const read = readJsonFile(source);
  if (read.kind === 'fault') return read;
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const place = read.placeOf('');
    return {
      file: source.name,
      ...place,
      sentence: 'It should be a JSON object.',
      hint: 'A template has at least a "subject"; that of a block may be {}.',
    };
  }
  const { locales, ...rest } = value as Named;
  const textsOf = (name: string): Named => {
    const files = PARTS.map((part) => [part, path.join(folder, `${name}.${part}`)] as const);
    const there = files.filter(([, file]) => existsSync(file));
    return Object.fromEntries(there.map(([part, file]) => [part, readText(sourceAt(cwd, file))]));
  };
  const translated = Object.entries((locales ?? {}) as Readonly<Record<string, Named>>).map(
    ([locale, parts]) => [locale, { ...parts, ...textsOf(`${key}.${locale}`) }] as const,
  );
  const body = {
    key,
    ...rest,
    ...textsOf(key),
    ...(translated.length > 0 ? { locales: Object.fromEntries(translated) } : {}),
  };
  return { key, body, file: source.name };
}
