import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The description of the API as it is committed: that it is what the code says is a check of its own. */
export function describedApi(): OpenAPIObject {
  const file = path.join(process.cwd(), 'docs', 'openapi.json');
  return JSON.parse(readFileSync(file, 'utf8')) as OpenAPIObject;
}
