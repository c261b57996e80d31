import { isNamed } from '../definitions/read-folder';
import type { Style } from '../terminal/style';
import { count, listed } from '../words';
import type { Difference } from './diff-json';
import { diffLines } from './diff-lines';
import type { Change, JourneyChange, Plan } from './plan';

/** Changed lines of a text, and differences of a document, told at most. */
const MOST_LINES = 12;
const MOST_DIFFERENCES = 30;
const LONGEST_VALUE = 70;

/** What a plan would do, for people; nothing of what stays as it is. */
export function tellPlan({ changes, journeys }: Plan, style: Style): readonly string[] {
  return [
    ...changes.filter(({ does }) => does !== 'nothing').flatMap((change) => tellChange(change, style)),
    ...journeys
      .filter(({ does, isPublished }) => does !== 'nothing' || !isPublished)
      .flatMap((change) => [
        ...tellChange(change, style),
        ...tellPeople(change).map((line) => `    ${style.quiet(line)}`),
      ]),
  ];
}

/** How much a plan would do, in a line. */
export function sumOf({ changes, journeys }: Plan): string {
  const all = [...changes, ...journeys];
  const many = (does: Change['does']): number => all.filter((one) => one.does === does).length;
  const unpublished = journeys.filter(({ isPublished }) => !isPublished).map(({ key }) => `'${key}'`);
  const changed = many('add') + many('change');
  return [
    changed === 0
      ? `No differences: ${count(many('nothing'), 'thing is', 'things are')} as in the files.`
      : `${many('add')} to add, ${many('change')} to change, ${many('nothing')} the same.`,
    ...(unpublished.length === 0 ? [] : [`To be published: ${listed(unpublished)}.`]),
  ].join(' ');
}

function tellChange({ what, key, file, does, differences }: Change, style: Style): readonly string[] {
  const name = `${what} ${style.strong(key)}  ${style.quiet(file)}`;
  if (does === 'add') return [`${style.good('+')} ${name}`];
  if (does === 'nothing') return [`${style.warning('↑')} ${name}`];
  const told = differences.slice(0, MOST_DIFFERENCES);
  const others = differences.length - told.length;
  return [
    `${style.warning('~')} ${name}`,
    ...told.flatMap((difference) => tellDifference(difference, style)).map((line) => `    ${line}`),
    ...(others > 0 ? [`    ${style.quiet(`and ${others} more differences`)}`] : []),
  ];
}

function tellDifference({ path, before, after }: Difference, style: Style): readonly string[] {
  if (before === undefined || before === null) return [style.good(`+ ${path}: ${shown(after)}`)];
  if (after === undefined || after === null) return [style.bad(`- ${path}: ${shown(before)}`)];
  if (typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes('\n')) {
    const lines = diffLines(before, after);
    if (lines === null) return [`~ ${path}: another text`];
    const others = lines.length - MOST_LINES;
    return [
      `~ ${path}:`,
      ...lines
        .slice(0, MOST_LINES)
        .map((line) => `    ${line.startsWith('+') ? style.good(line) : style.bad(line)}`),
      ...(others > 0 ? [style.quiet(`    and ${others} more lines`)] : []),
    ];
  }
  return [`~ ${path}: ${style.bad(shown(before))} → ${style.good(shown(after))}`];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Who is inside, and what becomes of them when this is published. */
function tellPeople({ active, body, publishedVersion, does }: JourneyChange): readonly string[] {
  const steps = isNamed(body['steps']) ? body['steps'] : {};
  const standing = Object.entries(active).filter(([, many]) => many > 0);
  const people = standing.reduce((sum, [, many]) => sum + many, 0);
  if (publishedVersion === null) return does === 'add' ? [] : ['never published: nobody enters yet'];
  const now = `people enter version ${publishedVersion}`;
  if (people === 0) return [`${now}; nobody is inside`];
  const where = standing.map(([step, many]) => `${many} at '${step}'`);
  const gone = standing.filter(([step]) => !Object.hasOwn(steps, step)).map(([step]) => step);
  return [
    `${now}; ${count(people, 'person is', 'people are')} inside: ${listed(where)}; they stay on their version`,
    ...gone.map(
      (step) => `'${step}' is gone: publish with --move ${step}=<step> or --exit ${step} to take them along`,
    ),
  ];
}
