import type { Database } from '#database';
import type { Renderer } from '#templates';

/** Where templates are kept and compiled. */
export interface ContentShelf {
  readonly database: Database;
  readonly renderer: Renderer;
}
