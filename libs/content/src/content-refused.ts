import { UserError } from '#faults';
import type { PlacedProblem } from './compile-content';

/** A refusal of content that tells every problem in it, with where each is. @param what as in 'The template cannot be used' */
export function contentRefused(code: string, what: string, problems: readonly PlacedProblem[]): UserError {
  const [first] = problems;
  return new UserError({
    status: 422,
    code,
    detail: `${what}. ${first?.sentence ?? ''}`.trim(),
    hint: first?.hint ?? '',
    errors: problems.map(({ part, sentence, locale }) => ({
      path: locale === undefined ? `/${part}` : `/locales/${locale}/${part}`,
      code: 'template-error',
      message: sentence,
    })),
    more: { problems },
  });
}
