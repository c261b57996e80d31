import { parseDuration, subtractDuration, type JsonObject } from '#conditions';
import { engagementNames } from '../engagement';
import { TRIGGER_CALL } from '../run';
import type { ImaginedEvent } from './imagined-event';
import type { ToldSend } from './imagined-world';
import type { ScriptedEvent } from './script.schema';

/** Where an event happens. */
interface Surroundings {
  /** The key of the journey. */
  readonly journey: string;
  readonly now: number;
  readonly zone: string;
  /** What was sent before it. */
  readonly sends: readonly ToldSend[];
}

/**
 * What a scripted event is, when it arrives. One that has the name of an engagement is one: with the last message that
 * was sent, or the last one of the step that its properties name. One that has the name of a call of the trigger API is
 * a call for this journey.
 */
export function imagineEvent(
  event: ScriptedEvent,
  { journey, now, zone, sends }: Surroundings,
): ImaginedEvent {
  const { name, properties = {} } = event;
  const imagined = { name, traits: null, timestamp: happenedAt(event, now, zone) };
  if (name === TRIGGER_CALL) {
    return { ...imagined, properties, source: 'client', call: { journey, key: null } };
  }
  if (!engagementNames.has(name)) return { ...imagined, properties, source: 'client' };
  return { ...imagined, properties: { ...engaged(properties, sends), ...properties }, source: 'jornada' };
}

/** When an event happened that arrives at an instant (epoch ms). */
export function happenedAt({ ago }: ScriptedEvent, now: number, zone: string): number {
  const duration = parseDuration(ago ?? '0s');
  return duration ? subtractDuration(now, duration, zone) : now;
}

function engaged({ step }: JsonObject, sends: readonly ToldSend[]): JsonObject {
  const send = sends.findLast(({ command }) => step === undefined || command.step === step);
  if (!send) return {};
  return { sendId: send.command.sendId, enrollmentId: send.runId, step: send.command.step };
}
