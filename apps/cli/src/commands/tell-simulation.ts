import { tellCommand, type Journey, type Simulation, type ToldCommand } from '#journey';
import type { Style } from '../terminal/style';
import { table } from '../terminal/table';
import type { Told } from '../told';
import { elapsed } from '../words';

interface ShownMessage {
  readonly subject: string;
  readonly preheader: string | null;
  readonly text: string;
}
interface ShownSend extends Pick<ToldCommand, 'step' | 'channel' | 'template' | 'to' | 'request'> {
  readonly local: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly message: ShownMessage | null;
  readonly error: { readonly code: string; readonly sentence: string } | null;
}
interface ShownRow {
  readonly at: string;
  readonly local: string;
  readonly step: string | null;
  readonly did: string;
  readonly because: string;
}

/** A simulation as POST /v1/journeys/:key/simulate answers it: the part that is told. */
export interface ShownSimulation {
  readonly journey: string;
  readonly from: string;
  readonly enrollments: readonly {
    readonly state: string;
    readonly because: string | null;
    readonly rest: { readonly label: string } | null;
    readonly goalAt: string | null;
    readonly log: readonly ShownRow[];
    readonly sends: readonly ShownSend[];
  }[];
  readonly refusals: readonly { readonly local: string; readonly because: string }[];
  readonly stopped: { readonly because: string } | null;
}

/** A simulation that was made here, in the shape of the API; its messages are not rendered. */
export function shownOffline({ key: journey }: Journey, simulation: Simulation): ShownSimulation {
  const { from, until, enrollments, refusals, stopped } = simulation;
  const whole = {
    journey,
    version: null,
    from: instant(from),
    until: instant(until),
    enrollments: enrollments.map((enrollment) => ({
      ...enrollment,
      enteredAt: instant(enrollment.enteredAt),
      endedAt: instantOrNull(enrollment.endedAt),
      goalAt: instantOrNull(enrollment.goalAt),
      log: enrollment.log.map((row) => ({ ...row, at: instant(row.at) })),
      sends: enrollment.sends.map(({ at, local, command, outcome, reason }) => {
        const told = { at: instant(at), local, ...tellCommand(command), outcome, reason };
        return { ...told, message: null, error: null };
      }),
    })),
    refusals: refusals.map((refusal) => ({ ...refusal, at: instant(refusal.at) })),
    stopped,
  };
  return whole;
}

/** The timeline of a simulation in words, and its messages. */
export function tellSimulation(shown: ShownSimulation, style: Style): Told {
  const { journey, from, enrollments, refusals, stopped } = shown;
  const begun = Date.parse(from);
  return {
    json: shown,
    lines: [
      ...refusals.map(({ local, because }) => `${local}  ${style.warning('not entered')}: ${because}`),
      ...enrollments.flatMap(({ log, sends, state, because, rest, goalAt }) => [
        `${style.strong(journey)}: ${ending(state, because, rest)}${goalAt === null ? '' : ', and reached the goal'}`,
        '',
        ...table(
          ['', '', '', ''],
          log.map((row) => [
            style.quiet(row.local),
            `+${elapsed(Date.parse(row.at) - begun)}`,
            style.strong(row.step ?? ''),
            row.because,
          ]),
        ),
        ...sends.flatMap((send) => ['', ...tellSend(send, style)]),
      ]),
      ...(stopped ? ['', style.warning(`It goes no further: ${stopped.because}.`)] : []),
    ],
  };
}

function ending(state: string, because: string | null, rest: { readonly label: string } | null): string {
  if (state === 'active') return `still inside: ${rest?.label ?? 'moving'}`;
  return because === null ? state : `${state}, ${because}`;
}

/** What a run asked for, in words. */
function asked({ channel, template, to, request }: ShownSend): string {
  switch (channel) {
    case 'email':
      return `✉ ${template === null ? 'its own message' : `template '${template}'`} to ${to ?? 'nobody'}`;
    case 'webhook':
      return `→ ${request?.method} ${request?.url}`;
    case 'audience':
      return `audience '${to}'`;
  }
}

function tellSend(send: ShownSend, style: Style): readonly string[] {
  const { step, outcome, reason, message, error } = send;
  const what = `${style.strong(step)}: ${asked(send)}, ${outcome}`;
  const why = error?.sentence ?? reason;
  if (message === null) return [why === null ? what : `${what}: ${why}`];
  const { subject, preheader, text } = message;
  return [
    what,
    `  Subject: ${style.strong(subject)}`,
    ...(preheader === null ? [] : [`  Preheader: ${preheader}`]),
    ...text.split('\n').map((line) => `  ${style.quiet('|')} ${line}`),
  ];
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}
