import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../../apps/standalone/src/package-root';

const dist = join(packageRoot(), 'dist');

/**
 * Loads a module of the house from its build. What starts servers for the specs runs outside of Jest's module system,
 * where Node resolves `#name` to dist/, so all of it is taken from there.
 *
 * @param path of the module from the root of the house, without an extension
 * @throws Error where it is not built yet
 */
export function built<Module>(path: string): Module {
  const file = join(dist, `${path}.js`);
  if (!existsSync(file)) {
    throw new Error(
      `dist/${path}.js is missing: run "npm run build" first, or "npm test", which builds by itself.`,
    );
  }
  return createRequire(__filename)(file) as Module;
}
