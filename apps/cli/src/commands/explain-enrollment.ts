import { zoneOr } from '#conditions';
import { describeInstant } from '#journey';
import type { Style } from '../terminal/style';

/** A person as the API shows one: the part that is told. */
export interface Person {
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** An enrollment as the API shows it: the part that is told. */
export interface Enrollment {
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly userId: string | null;
  readonly profileId: string;
  readonly key: string;
  readonly state: 'active' | 'completed' | 'exited' | 'failed';
  readonly step: string | null;
  readonly rest: { readonly at: string | null; readonly label: string } | null;
  readonly because: string | null;
  readonly incident: { readonly code: string; readonly message: string } | null;
  readonly goalAt: string | null;
  readonly log: readonly {
    readonly at: string;
    readonly step: string | null;
    readonly did: string;
    readonly because: string;
  }[];
  readonly sends: readonly {
    readonly step: string;
    readonly template: string | null;
    readonly to: string;
    readonly state: string;
    readonly reason: string | null;
    readonly because: string | null;
  }[];
}

/** What became of somebody in a journey, and why: a sentence for each thing that happened, on their clock. */
export function explainEnrollment(
  enrollment: Enrollment,
  person: Person | null,
  style: Style,
): readonly string[] {
  const { userId, journey, version, key, log, sends, goalAt } = enrollment;
  const who = userId ?? 'Somebody unknown';
  const zone = zoneOf(person);
  const at = (instant: string): string => describeInstant(Date.parse(instant), zone).replace(/ \(.*\)$/, '');
  const run = key === '' ? '' : `, for '${key}'`;
  return [
    `${style.strong(who)} in ${style.strong(journey)} (version ${version}${run}): ${standing(enrollment, at)}`,
    style.quiet(`Enrollment ${enrollment.id}; times of ${zone}.`),
    '',
    ...log.map((row) => `  ${style.quiet(at(row.at))}  ${sentenceOf(row, who)}`),
    ...(goalAt === null ? [] : [`  ${style.quiet(at(goalAt))}  ${style.good('The goal was reached.')}`]),
    ...(sends.length === 0 ? [] : ['']),
    ...sends.map(({ step, template, to, state, reason, because }) => {
      const why = because ?? reason;
      return `  ✉ The message ${template === null ? '' : `'${template}' `}of '${step}' to ${to} is ${state.toLowerCase().replaceAll('_', ' ')}${why === null ? '' : `: ${why}`}.`;
    }),
  ];
}

function standing(
  { state, step, rest, because, incident }: Enrollment,
  at: (instant: string) => string,
): string {
  if (incident) return `stands still at '${step ?? ''}' for a fault (${incident.code}): ${incident.message}.`;
  if (state !== 'active') return `${state}${because === null ? '' : `, because: ${because}`}.`;
  if (rest === null) return `on the move at '${step ?? ''}'.`;
  return `is at '${step ?? ''}': ${rest.label}${rest.at === null || rest.label.includes('until') ? '' : `, until ${at(rest.at)}`}.`;
}

function sentenceOf({ step, did, because }: Enrollment['log'][number], who: string): string {
  if (did === 'entered') return `${who} entered: ${because}.`;
  if (did === 'ended') return `The end${step === null ? '' : `, at '${step}'`}: ${because}.`;
  return step === null ? `${because}.` : `At '${step}': ${because}.`;
}

function zoneOf(person: Person | null): string {
  return zoneOr(person?.attributes['timezone'], 'UTC');
}
