import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One call of the HTTP API. */
export interface ExampleCall {
  readonly method: 'PUT' | 'PATCH' | 'POST';
  readonly path: string;
  readonly body: unknown;
}

type Named = Readonly<Record<string, unknown>>;

const TEXTS = ['mjml', 'html', 'text'] as const;

/** The examples there are: the folders that hold a journey. */
export function listExamples(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).sort();
  return names.filter((name) => existsSync(path.join(folder, name, 'journey.json')));
}

/**
 * What it takes to bring an example into a workspace: its topics, its templates, its people, and the journey, which is
 * then published. A template is `templates/<key>.json`, and its long texts may stand beside it as `<key>.mjml`,
 * `<key>.html` and `<key>.text`.
 */
export function callsOfExample(folder: string): readonly ExampleCall[] {
  const journey = readJson(path.join(folder, 'journey.json')) as Named;
  const journeyPath = `/v1/journeys/${String(journey['key'])}`;
  return [
    ...listIn(folder, 'topics.json').map((topic) => put(`/v1/topics/${String(topic['key'])}`, topic)),
    ...templatesIn(path.join(folder, 'templates')).map((template) =>
      put(`/v1/templates/${String(template['key'])}`, template),
    ),
    ...listIn(folder, 'profiles.json').map(({ userId, ...profile }): ExampleCall => {
      return { method: 'PATCH', path: `/v1/profiles/${encodeURIComponent(String(userId))}`, body: profile };
    }),
    put(journeyPath, journey),
    { method: 'POST', path: `${journeyPath}/publish`, body: {} },
  ];
}

/** The event with which an example is tried (`event.json`, as `/v1/track` takes it), of the one that is over in seconds. */
export function eventOfExample(folder: string, name = 'abandoned-cart-fast'): Named | null {
  const file = path.join(folder, name, 'event.json');
  return existsSync(file) ? (readJson(file) as Named) : null;
}

function put(to: string, body: unknown): ExampleCall {
  return { method: 'PUT', path: to, body };
}

function templatesIn(folder: string): readonly Named[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).sort();
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const key = path.basename(file, '.json');
      const texts = TEXTS.map((kind) => [kind, path.join(folder, `${key}.${kind}`)] as const)
        .filter(([, text]) => existsSync(text))
        .map(([kind, text]) => [kind, readFileSync(text, 'utf8')] as const);
      return { key, ...(readJson(path.join(folder, file)) as Named), ...Object.fromEntries(texts) };
    });
}

function listIn(folder: string, file: string): readonly Named[] {
  const place = path.join(folder, file);
  return existsSync(place) ? (readJson(place) as readonly Named[]) : [];
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
