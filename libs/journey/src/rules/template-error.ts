import type { ContentPlace, ContentRead } from '../content-findings';
import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Wording } from '../steps/step.semantics';
import { missingName } from './missing-name';
import { nothingAt, whatIsLeft, type Left } from './nothing-at';
import { MOST_FINDINGS, type Finding, type Rule } from './rule';

/** What messages say can be rendered, and speaks of what there is. */
export const templateError: Rule = {
  name: 'template-error',
  find(journey, { contents }) {
    const left = whatIsLeft(journey);
    const found: Finding[] = [];
    for (const [id, step] of Object.entries(journey.steps)) {
      const wording = semanticsOf(step).wording?.(step);
      if (!wording) continue;
      const { problems = [], warnings = [], reads = [] } = contents.get(wording.key) ?? {};
      const add = (severity: Finding['severity'], place: ContentPlace, said: Said): number =>
        found.push({ severity, step: id, ...told(id, wording, place, said) });
      for (const problem of problems) add('error', problem, problem);
      for (const warning of warnings) add('warning', warning, warning);
      for (const read of reads) {
        const said = missedBy(read, journey, left);
        if (said) add('warning', read, said);
      }
      if (found.length >= MOST_FINDINGS) break;
    }
    return found;
  },
};

type Said = Pick<Finding, 'sentence' | 'hint'>;

/** Why a content finds nothing at what it reads; null where it may. */
function missedBy({ keys }: ContentRead, journey: Journey, left: Left): Said | null {
  const [root, name] = keys;
  if ((root !== 'run' && root !== 'steps') || typeof name !== 'string') return missingName(keys);
  return nothingAt({ root, keys: [name, ...keys.slice(2)] }, keys.join('.'), journey, left);
}

function told(
  step: string,
  { key, content, at }: Wording,
  { part, line, column, locale, block }: ContentPlace,
  { sentence, hint }: Said,
): Pick<Finding, 'path' | 'sentence' | 'hint'> {
  const where = [
    ...(content === null ? [`Template '${key}'`, ...(locale === undefined ? [] : [locale]), part] : []),
    ...(block === undefined ? [] : [`block '${block}'`]),
    ...(line === null ? [] : [`line ${line}`]),
    ...(column === null ? [] : [`column ${column}`]),
  ].join(', ');
  const place = where === '' ? '' : `${where.charAt(0).toUpperCase()}${where.slice(1)}: `;
  const keys = content === null ? at : [...at, part];
  return { path: pointer(['steps', step, ...keys]), sentence: `${place}${sentence}`, hint };
}
