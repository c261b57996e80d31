import { z } from 'zod';
import { DURATION_FORM, DURATION_LENGTH, readDuration } from './duration';

/** A duration as text: `90s 15m 1h 3d 2w 6mo 1y`, sums such as `1d 12h`, at most 100 years. */
export const durationSchema = z
  .string({ error: 'a duration is text, like 1h, 3d or 1d 12h' })
  .max(DURATION_LENGTH, { error: 'a duration is written like 1h, 3d or 1d 12h', abort: true })
  .check((ctx) => {
    const reading = readDuration(ctx.value);
    if (reading.kind === 'duration') return;
    ctx.issues.push({ code: 'custom', input: ctx.value, message: `not a duration: ${reading.why}` });
  })
  .meta({
    id: 'Duration',
    description: 'A length of time: 90s, 15m, 1h, 3d, 2w, 6mo, 1y, or a sum such as 1d 12h',
    pattern: DURATION_FORM.source,
  });
