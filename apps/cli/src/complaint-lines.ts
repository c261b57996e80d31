import type { Complaint } from './complaint';
import type { Style } from './terminal/style';

/** Problems told with a complaint; the others are in the JSON. */
const MOST_PROBLEMS = 20;

/** A complaint for people: what is wrong, what the server found, what to do. */
export function complaintLines({ sentence, details }: Complaint, style: Style): readonly string[] {
  const { problems = [], hint } = details;
  const told = problems.slice(0, MOST_PROBLEMS) as readonly Readonly<Record<string, unknown>>[];
  const others = problems.length - told.length;
  return [
    `${style.bad('✗')} ${sentence}`,
    ...told.map((problem) => `    ${whereOf(problem)}${String(problem['sentence'])}`),
    ...(others > 0 ? [`    and ${others} more`] : []),
    ...(hint === undefined || hint === '' ? [] : [`  ${style.quiet(hint)}`]),
  ];
}

/** The place that a problem names: a path in a document, or a line of a part of a template. */
function whereOf({ path, part, line }: Readonly<Record<string, unknown>>): string {
  if (typeof path === 'string') return path === '' ? '' : `${path}: `;
  if (typeof part !== 'string') return '';
  return `${part}${typeof line === 'number' ? `:${line}` : ''}: `;
}
