import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The one that is over in seconds: it is tried first. */
export const FIRST_EXAMPLE = 'abandoned-cart-fast';

/** The examples there are: the folders that hold a journey. */
export function listExamples(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).toSorted();
  return names.filter((name) => existsSync(path.join(folder, name, 'journey.json')));
}

/** The event with which an example is tried (`event.json`, as `/v1/track` takes it). */
export function eventOfExample(
  folder: string,
  name = FIRST_EXAMPLE,
): Readonly<Record<string, unknown>> | null {
  const file = path.join(folder, name, 'event.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : null;
}
