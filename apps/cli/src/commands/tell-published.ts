import type { Problem } from '#journey';
import type { Style } from '../terminal/style';
import type { Told } from '../told';
import { count } from '../words';
import type { PublishProgress } from './follow-publish';
import { problemLines } from './problem-lines';

/** What came of publishing, or would. */
export interface Published {
  readonly version: number;
  readonly publishId: string | null;
  readonly dryRun: boolean;
  readonly problems: readonly Problem[];
  readonly people: readonly {
    readonly version: number;
    readonly step: string;
    readonly people: number;
    readonly fate: string;
  }[];
  readonly note: string;
}

/** Which version people enter now, and what becomes of those who were inside. */
export function tellPublished(
  key: string,
  published: Published,
  progress: PublishProgress | null,
  style: Style,
): Told {
  const { version, publishId, dryRun, people, note, problems } = published;
  const head = dryRun
    ? `${style.strong(key)} would become version ${version}; nothing was changed`
    : `${style.good('✓')} ${style.strong(key)} is version ${version} now`;
  const done = progress?.people.flatMap(({ step, moved, exited, left, ended }) =>
    moved + exited + left + ended === 0
      ? []
      : [`  ${step}: ${moved} moved, ${exited} taken out, ${left + ended} had gone on by themselves`],
  );
  return {
    json: { ...published, progress },
    lines: [
      head,
      ...problemLines(problems, style),
      ...people.map(
        (one) =>
          `  ${count(one.people, 'person', 'people')} at ${style.strong(one.step)} of version ${one.version}: ${one.fate}`,
      ),
      ...(done ?? []),
      ...(people.length > 0 ? [`  ${style.quiet(note)}`] : []),
      ...(people.length > 0 && publishId !== null ? [`  ${style.quiet(`jornada undo ${publishId}`)}`] : []),
    ],
  };
}
