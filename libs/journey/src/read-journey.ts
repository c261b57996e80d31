import { explainIssue, notAJourney } from './explain-issue';
import { journeySchema, MAX_JOURNEY_BYTES, type Journey } from './journey.schema';
import { sayPlainly } from './plain-words';
import type { Problem } from './problem';

/** A document read as a journey, or what keeps it from being one. */
export type JourneyReading =
  | { readonly kind: 'journey'; readonly journey: Journey }
  | { readonly kind: 'not-a-journey'; readonly problems: readonly Problem[] };

/** Problems told of one document; more would not be read. */
const MOST_PROBLEMS = 100;

/** Reads plain JSON as a journey. Never throws, in bounded time; every problem says where and what to do. */
export function readJourney(document: unknown): JourneyReading {
  const unfit = findUnfit(document);
  if (unfit) return { kind: 'not-a-journey', problems: [unfit] };
  const known = new Map<readonly string[], readonly string[]>();
  const parsed = journeySchema.safeParse(document, {
    reportInput: true,
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') known.set(issue.keys, settingsOf(issue.inst));
      return sayPlainly(issue);
    },
  });
  if (parsed.success) {
    const hidden = findHiddenNames(document);
    return hidden.length > 0
      ? { kind: 'not-a-journey', problems: hidden }
      : { kind: 'journey', journey: parsed.data };
  }
  const issues = parsed.error.issues.slice(0, MOST_PROBLEMS);
  const problems = issues.flatMap((issue) => explainIssue(issue, known)).slice(0, MOST_PROBLEMS);
  return { kind: 'not-a-journey', problems };
}

/** The names of the settings that an object of the schema has. */
function settingsOf(schema: unknown): readonly string[] {
  const { shape } = (schema as { readonly _zod: { readonly def: { readonly shape: object } } })._zod.def;
  return Object.keys(shape);
}

/** What is not looked at any closer: what is no plain JSON, what is too big, what would be left out in silence. */
function findUnfit(document: unknown): Problem | null {
  const bytes = bytesOf(document);
  if (bytes === null) return notAJourney([], 'a journey is plain JSON', 'Send it as it stands in a file.');
  if (bytes > MAX_JOURNEY_BYTES) {
    const said = `a journey has at most ${MAX_JOURNEY_BYTES / 1024} KB`;
    return notAJourney([], said, 'Make two journeys of it, or keep content in templates.');
  }
  if (!hasHiddenStep(document)) return null;
  return notAJourney(
    ['steps', '__proto__'],
    "'__proto__' cannot be the id of a step",
    'Give the step another id.',
  );
}

/** The size of a document as JSON; null where it cannot be written as JSON. */
function bytesOf(document: unknown): number | null {
  try {
    const text = JSON.stringify(document);
    return typeof text === 'string' ? new TextEncoder().encode(text).length : null;
  } catch {
    return null;
  }
}

/** JSON may hold a step of this name, but zod does not see it. */
function hasHiddenStep(document: unknown): boolean {
  return isObject(document) && hasHidden(document['steps']);
}

/** Settings of steps in which any name may stand, such as the variables of a set: the same holds there. */
function findHiddenNames(document: unknown): readonly Problem[] {
  const steps = isObject(document) && isObject(document['steps']) ? document['steps'] : {};
  return Object.entries(steps).flatMap(([id, step]) =>
    Object.entries(isObject(step) ? step : {})
      .filter(([, value]) => hasHidden(value))
      .map(([setting]) =>
        notAJourney(
          ['steps', id, setting, '__proto__'],
          "'__proto__' cannot be a name here",
          'Give it another name.',
        ),
      ),
  );
}

function hasHidden(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, '__proto__');
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
