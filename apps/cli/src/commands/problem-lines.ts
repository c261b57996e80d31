import type { Problem } from '#journey';
import type { Style } from '../terminal/style';

/** Problems that a server told, for people. */
export function problemLines(problems: readonly Problem[], style: Style): readonly string[] {
  return problems.flatMap(({ severity, path, sentence, hint, rule }) => [
    `    ${severity === 'error' ? style.bad('✗') : style.warning('!')} ${path}  ${sentence}  ${style.quiet(rule)}`,
    `        ${style.quiet(hint)}`,
  ]);
}
