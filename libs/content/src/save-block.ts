import * as stored from '#database';
import type { Database, StoredBlock } from '#database';
import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { contentRefused } from './content-refused';
import { problemsInBlock, problemsInTemplates } from './block-problems';
import type { TranslatedBlock } from './compile-content';
import type { ContentShelf } from './content-shelf';
import { renewTemplate } from './renew-template';
import { requireKey } from './require-key';

/**
 * Saves a block, and puts it into every template that names it.
 * @returns the keys of these templates
 * @throws UserError 422 `block-has-problems`, also where a template could not be used with it any more; 422 `invalid-key`
 */
export async function saveBlock(
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  block: TranslatedBlock,
): Promise<{ readonly block: StoredBlock; readonly templates: readonly string[] }> {
  requireKey('block', key);
  const problems = [
    ...(await problemsInBlock(shelf, workspaceId, key, block)),
    ...(await problemsInTemplates(shelf, workspaceId, key, block)),
  ];
  const [first] = problems;
  if (first) {
    const where = first.template === undefined ? '' : ` in the template '${first.template}'`;
    throw contentRefused('block-has-problems', `The block cannot be used${where}`, problems);
  }
  const { mjml = null, html = null, text = null, locales } = block;
  const isTranslated = Object.keys(locales ?? {}).length > 0;
  await stored.saveBlock(shelf.database, workspaceId, {
    ...{ key, mjml, html, text },
    locales: isTranslated ? (locales as unknown as JsonObject) : null,
  });
  const templates = await stored.listTemplatesWithBlock(shelf.database, workspaceId, key);
  for (const template of templates) await renewTemplate(shelf, workspaceId, template);
  const saved = await findBlock(shelf.database, workspaceId, key);
  return { block: saved, templates: templates.map((template) => template.key) };
}

/** @throws UserError 404 `block-not-found` */
export async function findBlock(database: Database, workspaceId: string, key: string): Promise<StoredBlock> {
  const [block] = await stored.readBlocks(database, workspaceId, [key]);
  if (block) return block;
  throw blockNotFound(key);
}

/** @throws UserError 404 `block-not-found`; 409 `block-in-use` */
export async function deleteBlock(database: Database, workspaceId: string, key: string): Promise<void> {
  const [user] = await stored.listTemplatesWithBlock(database, workspaceId, key);
  if (user) {
    throw new UserError({
      status: 409,
      code: 'block-in-use',
      detail: `The block '${key}' is put into the template '${user.key}'.`,
      hint: 'Take it out there, and in what else names it, before.',
    });
  }
  if (!(await stored.deleteBlock(database, workspaceId, key))) throw blockNotFound(key);
}

function blockNotFound(key: string): UserError {
  return new UserError({
    status: 404,
    code: 'block-not-found',
    detail: `There is no block '${key.slice(0, 100)}' in this workspace.`,
    hint: 'List the blocks with GET /v1/blocks, or save this one with PUT /v1/blocks/:key.',
  });
}
