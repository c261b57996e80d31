// `npm run docs:journey-schema`: writes docs/journey.schema.json; with --check, only says whether it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { journeyJsonSchema } from './journey-json-schema';

const file = path.join(process.cwd(), 'docs', 'journey.schema.json');
const text = journeyJsonSchema();

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('docs/journey.schema.json is stale: run npm run docs.\n');
  process.exitCode = 1;
}
