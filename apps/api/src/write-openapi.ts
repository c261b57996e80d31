// `npm run docs:openapi`: writes docs/openapi.json; with --check, only says whether it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildApp } from './build-app';
import { noSurroundings } from './no-surroundings';
import { describeApi } from './openapi';

const file = path.join(process.cwd(), 'docs', 'openapi.json');

async function main(): Promise<void> {
  const { app } = await buildApp('all', noSurroundings, (line) => process.stderr.write(line));
  const text = `${JSON.stringify(describeApi(app), null, 2)}\n`;
  await app.close();
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readIfThere() !== text) {
    process.stderr.write('docs/openapi.json is stale: run npm run docs.\n');
    process.exitCode = 1;
  }
}

function readIfThere(): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
