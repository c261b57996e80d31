import { z } from 'zod';
import { PATH_FORM, PATH_LENGTH } from './path';

/** A path into the facts, such as `profile.plan` or `event.items[0].sku`. */
export const pathSchema = z
  .string({ error: 'a path is text, such as profile.plan' })
  .max(PATH_LENGTH, `a path has at most ${PATH_LENGTH} characters`)
  .regex(
    PATH_FORM,
    'a path is profile.…, trigger.…, event.…, run.… or steps.<id>.…, with names after dots and [0] for a place in a list',
  )
  .meta({ id: 'Path', description: 'A path into the facts, such as profile.plan or event.items[0].sku' });
