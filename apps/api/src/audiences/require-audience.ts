import { findAudience, type Audience } from '#delivery';
import { notFound } from '../http/not-found';
import type { Surroundings } from '../surroundings';

/** Refusals of every route with an audience in its address. */
export const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };
export const NOT_THERE = { 'audience-not-found': 'there is no audience of this key' };

/** @throws UserError 404 `audience-not-found` */
export async function requireAudience(
  { pool }: Surroundings['database'],
  workspaceId: string,
  key: string,
): Promise<Audience> {
  const audience = await findAudience(pool, workspaceId, key);
  if (audience) return audience;
  throw notFound(
    'audience-not-found',
    `There is no audience '${key}' in this workspace.`,
    'List the audiences with GET /v1/audiences.',
  );
}
