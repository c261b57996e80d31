import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where the workflow bundle is: dist/workflow-bundle.js, also when this runs from sources. */
export function bundlePath(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'prisma', 'schema.prisma'))) folder = path.dirname(folder);
  return path.join(folder, 'dist', 'workflow-bundle.js');
}
