import type { z } from 'zod';
import { exampleAt } from './examples';
import { asSentence, isStep, nameOf, NO_FORM, quoted } from './plain-words';
import { pointer, type Problem } from './problem';
import { didYouMean } from './rules/nearest';

type Issue = z.core.$ZodIssue;

/** The settings that exist where unknown ones were found, by the list of the unknown. */
export type KnownSettings = ReadonlyMap<readonly string[], readonly string[]>;

/** Problems told of one place at most. */
const MOST_PROBLEMS = 100;

/** Where to read on when nothing better can be said. */
const SEE = 'See docs/journey-language.md.';

/** What an issue of the journey schema means to whoever wrote the document. */
export function explainIssue(
  issue: Issue,
  known: KnownSettings,
  above: readonly PropertyKey[] = [],
): readonly Problem[] {
  const path = [...above, ...issue.path];
  if (issue.input === undefined) return [explainMissing(path, issue.message)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, MOST_PROBLEMS)
        .map((key) => explainUnknown([...path, key], key, known.get(issue.keys), issue.message));
    case 'invalid_key':
      return [
        notAJourney(
          path,
          `${quoted(String(path.at(-1)))} cannot be ${isStep(path) ? 'the id of a step' : 'a name here'}`,
          issue.issues[0]?.message,
        ),
      ];
    case 'invalid_union': {
      const form = issue.message === NO_FORM ? nearestForm(issue.errors) : null;
      if (form) return form.flatMap((inner) => explainIssue(inner, known, path));
      return [
        notAJourney(path, issue.message, nearestTo(namedBy(issue), 'options' in issue ? issue.options : [])),
      ];
    }
    case 'invalid_value':
      return [notAJourney(path, issue.message, nearestTo(issue.input, issue.values))];
    case 'custom':
      return [notAJourney(path, issue.message, hintOf(issue))];
    case 'invalid_type':
    case 'invalid_format':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [notAJourney(path, issue.message)];
  }
}

/** Why a document is no journey; without a hint, an example of the setting is the hint. */
export function notAJourney(path: readonly PropertyKey[], said: string, hint = ''): Problem {
  const example = exampleAt(path);
  const otherwise = example === null ? SEE : `For example: ${example}`;
  const id = path[0] === 'steps' ? path[1] : undefined;
  return {
    rule: 'not-a-journey',
    severity: 'error',
    step: typeof id === 'string' && id.length <= 64 ? id : null,
    path: pointer(path),
    sentence: asSentence(said),
    hint: hint === '' ? otherwise : asSentence(hint),
  };
}

/** A setting that does not exist. Conditions say themselves what they have. */
function explainUnknown(
  path: readonly PropertyKey[],
  key: string,
  known: readonly string[] | undefined,
  message: string,
): Problem {
  if (!known) return notAJourney(path, message, SEE);
  const hint = didYouMean(key, known, `Settings here are: ${known.join(', ')}.`);
  return notAJourney(path, `${quoted(key)} is not a setting here`, hint);
}

/** What a schema says of a value that is not there, is a hint what to write. */
function explainMissing(path: readonly PropertyKey[], message: string): Problem {
  const said = `${nameOf(path)} is missing`;
  return notAJourney(path, said, exampleAt(path) !== null || message === said ? '' : message);
}

/** Of the forms a union allows, the one that the value came nearest to: the one whose complaints lie deepest. */
function nearestForm(forms: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depthOf = (issues: readonly Issue[]): number => Math.max(...issues.map((issue) => issue.path.length));
  return forms.filter((issues) => issues.length > 0).toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? null;
}

/** The value that should have told which form is meant. */
function namedBy({ discriminator = '', input }: z.core.$ZodIssueInvalidUnion): unknown {
  return (input as { readonly [name: string]: unknown } | undefined)?.[discriminator];
}

/** Schemas may give a hint with what they check themselves: `refine(..., { error, params: { hint } })`. */
function hintOf({ params }: z.core.$ZodIssueCustom): string {
  const hint: unknown = params?.['hint'];
  return typeof hint === 'string' ? hint : '';
}

function nearestTo(value: unknown, options: readonly unknown[] = []): string {
  const texts = options.filter((option) => typeof option === 'string');
  return typeof value === 'string' ? didYouMean(value, texts, '') : '';
}
