import { existsSync } from 'node:fs';

/** Reads `.env` in the current folder, if there is one, into process.env; what is set already stays. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
