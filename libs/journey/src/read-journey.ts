import type { z } from 'zod';
import { journeySchema, type Journey } from './journey.schema';
import { pointer, type Problem } from './problem';
import { didYouMean } from './rules/nearest';
import { kinds } from './steps/step.schema';

/** A document read as a journey, or what keeps it from being one. */
export type JourneyReading =
  | { readonly kind: 'journey'; readonly journey: Journey }
  | { readonly kind: 'not-a-journey'; readonly problems: readonly Problem[] };

/** Problems listed of one document; more would not be read. */
const MOST_PROBLEMS = 100;

/** Reads plain JSON as a journey. Never throws; every problem says where and what to do. */
export function readJourney(document: unknown): JourneyReading {
  const parsed = journeySchema.safeParse(document);
  if (parsed.success) return { kind: 'journey', journey: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], document));
  return { kind: 'not-a-journey', problems: problems.slice(0, MOST_PROBLEMS) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, above: readonly PropertyKey[], document: unknown): readonly Problem[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        problem([...path, key], `'${key}' is not a setting here.`, 'Remove it, or check its spelling.'),
      );
    case 'invalid_union': {
      if (issue.discriminator === 'kind') return [unknownKind([...path], document)];
      const nearestForm = nearestOf(issue.errors);
      return nearestForm ? nearestForm.flatMap((inner) => problemsOf(inner, path, document)) : [problem(path, sentenceOf(issue), '')];
    }
    case 'invalid_key':
      return issue.issues.map((inner) => problem(path, `'${String(path.at(-1))}' cannot be used: ${inner.message}.`, ''));
    default:
      return [problem(path, sentenceOf(issue), '')];
  }
}

/** Of the forms a union allows, the one that the value came nearest to: the one whose complaints lie deepest, then are fewest. */
function nearestOf(forms: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));
  const ranked = forms.filter((issues) => issues.length > 0).toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
  return ranked[0] ?? null;
}

function unknownKind(path: readonly PropertyKey[], document: unknown): Problem {
  const kindPath = path.at(-1) === 'kind' ? path : [...path, 'kind'];
  const kind = kindPath.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], document);
  const hint = `Kinds are: ${kinds.join(', ')}.`;
  return typeof kind === 'string'
    ? problem(kindPath, `There is no step kind '${kind.slice(0, 60)}'.`, didYouMean(kind, kinds, hint))
    : problem(kindPath, 'A step says its kind.', hint);
}

function sentenceOf(issue: Issue): string {
  const text = issue.message.charAt(0).toUpperCase() + issue.message.slice(1);
  return text.endsWith('.') ? text : `${text}.`;
}

function problem(path: readonly PropertyKey[], sentence: string, hint: string): Problem {
  const step = path[0] === 'steps' && path.length > 1 ? String(path[1]) : null;
  return {
    rule: 'not-a-journey',
    severity: 'error',
    step,
    path: pointer(path),
    sentence,
    hint: hint === '' ? 'See docs/journey-language.md.' : hint,
  };
}
