import { parsePath, type Json } from '#conditions';
import { z } from 'zod';
import { MOST_FILLED } from './fill-in';
import { isPathForm } from './path-form';
import { textParts } from './text-parts';

/** How deep lists and objects may be nested in a written value. */
const DEEPEST = 10;

type At = readonly (string | number)[];
interface Fault {
  readonly at: At;
  readonly message: string;
}

/** What is written where a step takes a value: any JSON, in which paths may stand for what is found at them. */
export const valueSchema = z
  .unknown()
  .refine((value) => value !== undefined, 'a value is given')
  .superRefine((value, context) => {
    const fault = faultOf(value, [], DEEPEST) ?? sizeFault(value);
    if (fault) context.addIssue({ code: 'custom', path: [...fault.at], message: fault.message });
  })
  .meta({
    description:
      'Any JSON value; { "path": "event.total" } or "{{ event.total }}" for what is found there when the person comes to the step.',
  }) as z.ZodType<Json>;

function faultOf(value: unknown, at: At, deepest: number): Fault | null {
  if (typeof value === 'string') return textFault(value, at);
  if (typeof value !== 'object' || value === null) return null;
  if (isPathForm(value)) return isPath(value.path) ? null : { at: [...at, 'path'], message: NO_PATH };
  if (deepest === 0) return { at, message: `a value is nested at most ${DEEPEST} deep` };
  for (const [key, item] of Object.entries(value)) {
    const fault = faultOf(item, [...at, Array.isArray(value) ? Number(key) : key], deepest - 1);
    if (fault) return fault;
  }
  return null;
}

const NO_PATH = '"path" is a path such as event.total';

function textFault(text: string, at: At): Fault | null {
  const parts = textParts(text);
  // A name may have blanks and strokes in it, but who writes a stroke here means a filter.
  if (!parts || parts.some((part) => 'path' in part && part.path.includes('|'))) {
    const message = 'only paths stand in double braces, each closed: there are no tags and filters here';
    return { at, message };
  }
  const wrong = parts.find((part) => 'path' in part && !isPath(part.path));
  return wrong ? { at, message: 'in double braces stands a path such as event.total' } : null;
}

function isPath(path: unknown): boolean {
  return typeof path === 'string' && parsePath(path) !== null;
}

function sizeFault(value: unknown): Fault | null {
  if (value === undefined || JSON.stringify(value).length <= MOST_FILLED) return null;
  return { at: [], message: `a value has at most ${MOST_FILLED / 1024} KB` };
}

/** How many values stand in one list of them. */
const MOST_VALUES = 50;

/** Values by name, such as the properties of an event. */
export const valuesSchema = z
  .record(z.string().min(1, 'a name is not empty').max(200, 'a name has at most 200 characters'), valueSchema)
  .refine((values) => Object.keys(values).length <= MOST_VALUES, `there are at most ${MOST_VALUES} values`);
