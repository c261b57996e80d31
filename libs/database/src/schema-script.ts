import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from './project-folder';
import { openSchemaEngine } from './schema-engine';

/**
 * The SQL that makes an empty database what prisma/schema.prisma says: what a new migration is begun from, and what a
 * spec holds the migrations against.
 * @param url of any database that answers; it is not changed
 */
export async function schemaScript(url: string): Promise<string> {
  const engine = await openSchemaEngine(url);
  const content = await readFile(path.join(projectFolder(), 'prisma', 'schema.prisma'), 'utf8');
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return stdout ?? '';
}
