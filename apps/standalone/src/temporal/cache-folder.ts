import { homedir } from 'node:os';
import path from 'node:path';

/** Where this system wants things kept that can be made again, outside the checkout: of this account, for all checkouts. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: chosen, LOCALAPPDATA: local } = env;
  if (chosen !== undefined && path.isAbsolute(chosen)) return path.join(chosen, 'jornada');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'jornada');
  if (process.platform === 'win32' && local !== undefined) return path.join(local, 'jornada', 'cache');
  return path.join(homedir(), '.cache', 'jornada');
}
