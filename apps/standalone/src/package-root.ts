import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the project, from sources as from dist/. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'apps', 'temporal', 'go.mod'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`no folder above ${__dirname} holds apps/temporal`);
    folder = above;
  }
  return folder;
}
