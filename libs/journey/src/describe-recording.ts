import type { Recording, TriggerCall } from './run';

/** An entry that was refused, and into which journey. */
interface Refused {
  readonly journey: string;
  readonly reason: string;
  readonly because: string;
}

/**
 * What a record came to, for the step that asked for it.
 * @param began the enrollments that it began; one that means a journey begins none but there
 */
export function describeRecording(
  call: TriggerCall | null,
  began: readonly string[],
  refusals: readonly Refused[],
): Recording {
  if (!call) return { began: null, refused: null };
  const [id = null] = began;
  if (id !== null) return { began: id, refused: null };
  const refusal = refusals.find(({ journey }) => journey === call.journey);
  const { reason, because } = refusal ?? {
    reason: 'journey-not-running',
    because: `no journey '${call.journey}' is running that a call could begin`,
  };
  return { began: null, refused: { reason, because } };
}
