import type { MessagePreview, Unrendered } from '#delivery';
import { tellCommand, type SimulatedEnrollment, type SimulatedSend } from '#journey';
import type { SimulatedJourney } from '#journeys';
import type { ShownSimulatedEnrollment, ShownSimulatedSend, ShownSimulation } from './simulation.dto';

type Told = SimulatedJourney<MessagePreview>;

/** A simulation as it is answered. */
export function shownSimulation(journey: string, { version, simulation, messages }: Told): ShownSimulation {
  const { from, until, enrollments, refusals, stopped } = simulation;
  return {
    journey,
    version,
    from: instant(from),
    until: instant(until),
    enrollments: enrollments.map((enrollment) => shownEnrollment(enrollment, messages)),
    refusals: refusals.map((refusal) => ({ ...refusal, at: instant(refusal.at) })),
    stopped,
  };
}

function shownEnrollment(
  enrollment: SimulatedEnrollment,
  messages: Told['messages'],
): ShownSimulatedEnrollment {
  const { key, state, step, because, rest, enteredAt, endedAt, goalAt, log, sends } = enrollment;
  return {
    ...{ key, state, step, because },
    rest: rest && {
      kind: rest.kind,
      at: instantOrNull(rest.kind === 'wait' ? rest.until : null),
      label: rest.label,
    },
    enteredAt: instant(enteredAt),
    endedAt: instantOrNull(endedAt),
    goalAt: instantOrNull(goalAt),
    log: log.map((entry, seq) => ({ ...entry, seq, at: instant(entry.at), detail: entry.detail ?? null })),
    sends: sends.map((send) => shownSend(send, messages.get(send.command.sendId))),
  };
}

function shownSend(
  { at, local, command, outcome, reason }: SimulatedSend,
  rendered: MessagePreview | Unrendered | undefined,
): ShownSimulatedSend {
  const told = { at: instant(at), local, outcome, reason, ...tellCommand(command) };
  if (command.channel !== 'email') return { ...told, message: null, error: null };
  if (rendered === undefined)
    return { ...told, message: null, error: outcome === 'accepted' ? NOT_RENDERED : null };
  if ('code' in rendered) {
    const { code, sentence } = rendered;
    return { ...told, message: null, error: { code, sentence } };
  }
  const { sender, subject, preheader, html, text } = rendered;
  const { name, email, replyTo } = sender;
  return {
    ...told,
    message: { from: { name, email }, replyTo, subject, preheader, html, text },
    error: null,
  };
}

const NOT_RENDERED = {
  code: 'not-rendered',
  sentence: 'Only the first messages of a simulation are rendered.',
};

function instant(at: number): string {
  return new Date(at).toISOString();
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}
