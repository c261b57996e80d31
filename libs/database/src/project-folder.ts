import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the project: the nearest one above this file that holds prisma/, from sources as from dist/. */
export function projectFolder(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'prisma', 'schema.prisma'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`no folder above ${__dirname} holds prisma/schema.prisma`);
    folder = above;
  }
  return folder;
}
